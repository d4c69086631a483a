import { TransientError } from '#kernel/errors/delivery-error.ts';
import type { Usage } from '../crm-connector.ts';
import { type BatchAnswer, BatchRows, type HubspotRecord } from './batch-answer.ts';
import type { HubspotAnswer, Shut } from './call-hubspot.ts';
import { type HubspotError, missingProperties } from './read-failure.ts';

/** What became of one row. `unknown`: HubSpot said nothing of it, or something that may pass. */
export type RowOutcome =
  | ({ readonly kind: 'written'; readonly record: HubspotRecord } & Usage)
  | { readonly kind: 'refused'; readonly error: HubspotError }
  | { readonly kind: 'failed'; readonly error: unknown }
  | Shut;

export interface BatchWrite<Row> {
  readonly idOf: (row: Row) => string;
  readonly propertiesOf: (row: Row) => Readonly<Record<string, string>>;
  /** Our id of a record that came without its trace id. */
  readonly idOfRecord: (record: HubspotRecord) => string | null | undefined;
  readonly send: (rows: readonly Row[]) => Promise<HubspotAnswer<BatchAnswer>>;
}

/**
 * Writes rows by as few calls as that takes. What refuses a whole batch (HubSpot does not always tell row by row) is one row's fault: the
 * halves are written again until it stands alone.
 */
export async function writeBatch<Row>(rows: readonly Row[], write: BatchWrite<Row>): Promise<Map<string, RowOutcome>> {
  const outcomes = new Map<string, RowOutcome>();
  if (rows.length === 0) return outcomes;
  const setAll = (outcome: RowOutcome): void => {
    for (const row of rows) outcomes.set(write.idOf(row), outcome);
  };
  let answer: HubspotAnswer<BatchAnswer>;
  try {
    answer = await write.send(rows);
  } catch (error) {
    setAll({ kind: 'failed', error });
    return outcomes;
  }
  if (answer.kind === 'refused' && rows.length > 1 && !isOfAll(answer.error, rows.map(write.propertiesOf))) {
    const half = Math.ceil(rows.length / 2);
    const first = await writeBatch(rows.slice(0, half), write);
    const second = await writeBatch(rows.slice(half), write);
    return new Map([...first, ...second]);
  }
  if (answer.kind !== 'answered') {
    setAll(answer);
    return outcomes;
  }
  const answered = new BatchRows(answer.value, write.idOfRecord);
  for (const row of rows) {
    const id = write.idOf(row);
    outcomes.set(id, rowOutcome(answered, id, answer.quotaUsed));
  }
  return outcomes;
}

/** An account that lacks a property lacks it for every row: halving would only ask a hundred times more. */
const isOfAll = (error: HubspotError, rows: readonly Readonly<Record<string, string>>[]): boolean =>
  missingProperties(error).some((name) => rows.every((properties) => Object.hasOwn(properties, name)));

function rowOutcome(rows: BatchRows, id: string, quotaUsed: number | null): RowOutcome {
  const record = rows.record(id);
  if (record) return { kind: 'written', record, quotaUsed };
  const error = rows.error(id);
  if (error && !mayPass(error)) return { kind: 'refused', error };
  return { kind: 'failed', error: new TransientError('HubSpot did not say what became of a record of the batch.') };
}

/** A row's error has no status: these categories stand for a 5xx, a 429 and a 423. */
const mayPass = ({ category = '' }: HubspotError): boolean =>
  /RATE_LIMIT|INTERNAL|SERVER|TIMEOUT|LOCKED|UNAVAILABLE/i.test(category);
