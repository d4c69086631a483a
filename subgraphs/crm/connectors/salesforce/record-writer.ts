import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { TransientError } from '#kernel/errors/delivery-error.ts';
import { fullJitterDelayMs } from '#kernel/resilience/backoff.ts';
import { accountFingerprint } from '../account-fingerprint.ts';
import type { CrmAccount, CrmValues, Usage } from '../crm-connector.ts';
import { GatheredCalls } from '../gather-calls.ts';
import { callSalesforce, type SalesforceAnswer, type SalesforceOffice } from './call-salesforce.ts';
import { hasCode, LockedRow, type Refused, sortDetails } from './read-rest-error.ts';
import { externalIdOf } from './salesforce-fields.ts';

// developer.salesforce.com, REST API guide, "Upsert Multiple Records with Fewer Round-Trips"
const RECORDS_AT_ONCE = 200;
const LOCK = { attempts: 4, maxDelayMs: 3_000 } as const;

const savedSchema = z.object({ id: z.string().regex(/^[a-zA-Z0-9]{15,18}$/), success: z.literal(true) });
const rowErrorSchema = z.object({
  statusCode: z.string(),
  message: z.string().optional(),
  fields: z.array(z.string()).nullish(),
});
const rowSchema = z.union([savedSchema, z.object({ success: z.literal(false), errors: z.array(rowErrorSchema).min(1) })]);

/** One record to write by an id of ours. */
export interface RecordWrite {
  readonly account: CrmAccount;
  readonly object: 'Lead' | 'Task';
  readonly idField: string;
  /** Ours. */
  readonly id: string;
  readonly fields: CrmValues;
  readonly isHot: boolean;
}

export type SavedRecord = { readonly kind: 'saved'; readonly id: string; readonly instanceUrl: string } & Usage;
/** What may pass belongs to its own row: it is thrown where that row is waited for. */
type RowOutcome =
  | SavedRecord
  | Refused
  | { readonly kind: 'passing'; readonly error: TransientError }
  /** A duplicate rule holds a row of many back: which records it found is told to one that comes alone. */
  | { readonly kind: 'unclear' };

/**
 * Writes records: one that comes alone by its own address, those that come together as a collection. A row that somebody else holds is
 * tried again by itself, after a while that differs from row to row.
 */
export class RecordWriter {
  readonly #office: SalesforceOffice;
  readonly #lockRetryMs: number;
  readonly #gathered: GatheredCalls<RecordWrite, RowOutcome>;

  constructor(office: SalesforceOffice, lockRetryMs: number) {
    this.#office = office;
    this.#lockRetryMs = lockRetryMs;
    this.#gathered = new GatheredCalls({ atMost: RECORDS_AT_ONCE, call: (writes, signal) => this.#send(writes, signal) });
  }

  async write(write: RecordWrite, signal: AbortSignal | undefined): Promise<SavedRecord | Refused> {
    const { account, object, id, isHot } = write;
    const group = `${object}/${account.connectionId}/${accountFingerprint(account)}`;
    for (let attempt = 1; ; attempt++) {
      const entry = { group, record: id, isUrgent: isHot, item: write };
      const gathered = await this.#gathered.add(entry, signal);
      // in a group of its own, so that its neighbours do not wait for it
      const outcome =
        gathered.kind === 'unclear' ? await this.#gathered.add({ ...entry, group: `${group}/${id}` }, signal) : gathered;
      if (outcome.kind === 'unclear') throw new Error('a record that went alone is unclear');
      if (outcome.kind !== 'passing') return outcome;
      if (!(outcome.error instanceof LockedRow) || attempt >= LOCK.attempts) throw outcome.error;
      const waitMs = fullJitterDelayMs(attempt, { baseMs: this.#lockRetryMs, maxMs: LOCK.maxDelayMs });
      await delay(waitMs, undefined, { signal });
    }
  }

  async #send(writes: readonly RecordWrite[], signal: AbortSignal): Promise<RowOutcome[]> {
    const [first] = writes;
    if (!first) return [];
    if (writes.length === 1) return [await this.#sendOne(first, signal)];
    const { account, object, idField } = first;
    const isHot = writes.some((write) => write.isHot);
    const answer = await callSalesforce(
      this.#office,
      { account, signal, isHot },
      {
        schema: z.array(rowSchema).length(writes.length),
        perform: async (connection) =>
          connection.sobject(object).upsert(writes.map(recordOf), idField, { allOrNone: false }) as Promise<unknown>,
      },
    );
    if (answer.kind === 'refused') {
      if (answer.refusal.kind !== 'rejected') return writes.map(() => answer);
      // the body could not be read for one of them: the halves show which
      const middle = writes.length / 2;
      return [...(await this.#send(writes.slice(0, middle), signal)), ...(await this.#send(writes.slice(middle), signal))];
    }
    const { value: rows, instanceUrl, quotaUsed } = answer;
    return rows.map((row): RowOutcome => {
      if (row.success) return { kind: 'saved', id: row.id, instanceUrl, quotaUsed };
      const details = row.errors.map(({ statusCode: errorCode, ...detail }) => ({ errorCode, ...detail }));
      const outcome = sorted(() => sortDetails(details));
      return outcome.kind === 'refused' && hasCode(outcome, 'DUPLICATES_DETECTED') ? { kind: 'unclear' } : outcome;
    });
  }

  async #sendOne(write: RecordWrite, signal: AbortSignal): Promise<RowOutcome> {
    const { account, object, idField, isHot } = write;
    try {
      return saved(
        await callSalesforce(
          this.#office,
          { account, signal, isHot },
          {
            schema: savedSchema,
            perform: (connection) => connection.sobject(object).upsert(recordOf(write), idField),
          },
        ),
      );
    } catch (error) {
      if (error instanceof TransientError) return { kind: 'passing', error };
      throw error;
    }
  }
}

const recordOf = ({ fields, idField, id }: RecordWrite) => ({ ...fields, [idField]: externalIdOf(id) });

const saved = (answer: SalesforceAnswer<{ readonly id: string }>): SavedRecord | Refused => {
  if (answer.kind === 'refused') return answer;
  const { value, instanceUrl, quotaUsed } = answer;
  return { kind: 'saved', id: value.id, instanceUrl, quotaUsed };
};

const sorted = (sort: () => Refused): RowOutcome => {
  try {
    return sort();
  } catch (error) {
    if (error instanceof TransientError) return { kind: 'passing', error };
    throw error;
  }
};
