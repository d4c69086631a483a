import type { EntityManager } from '@mikro-orm/postgresql';
import { kept, last } from '../../persistence/trip.ts';
import type { Lease } from './lease.ts';
import { LeaseLost } from './lease-lost.ts';
import type { StoredEvent } from './stored-event.ts';

/** Where an event goes. `keep`: the publishing worker has room and would handle it at once. */
export interface Route {
  readonly event: number;
  readonly consumer: string;
  readonly keep: boolean;
}

export interface Appended {
  /** Deliveries that were born claimed by the publishing worker. */
  readonly kept: { readonly event: number; readonly seq: string; readonly consumer: string; readonly token: string }[];
  /** Consumers with deliveries that nobody holds: for whoever claims them. */
  readonly waiting: readonly string[];
  /** The next event of the settled slot, which the worker goes on with. */
  readonly nextSeq: string | null;
}

interface Row {
  event_index: number | null;
  seq: string;
  consumer: string | null;
  token: string | null;
  waiting: boolean | null;
}

/** Settles the delivery and writes the events with one statement, as the last thing of the transaction, which it commits unless it is nested. */
export async function settleAndAppend(
  em: EntityManager,
  options: {
    workerId: string | null;
    leaseMs: number;
    settled: Lease | null;
    events: readonly StoredEvent[];
    routes: readonly Route[];
    isNested: boolean;
  },
): Promise<Appended> {
  const { settled, events } = options;
  const parts: string[] = [];
  const params: unknown[] = [];
  const lease = `${options.leaseMs} milliseconds`;
  if (settled) {
    parts.push(
      'select null::int as event_index, s.seq, null::text as consumer, null::bigint as token, null::boolean as waiting from platform.settle_delivery(?, ?, ?, ?, ?) s',
    );
    params.push(settled.consumer, settled.slotKey, settled.token, settled.seq, lease);
  }
  if (events.length > 0) {
    parts.push(
      'select a.event_index, a.seq, a.consumer, a.token, a.waiting from platform.append_events(?::jsonb, ?::jsonb, ?::uuid, ?) a',
    );
    params.push(
      JSON.stringify(events.map(asJson)),
      JSON.stringify(options.routes.map(({ event, consumer, keep }) => ({ e: event, c: consumer, k: keep }))),
      options.workerId,
      lease,
    );
  }
  if (parts.length === 0) return { kept: [], waiting: [], nextSeq: null };
  const statement = kept(parts.join(' union all '));
  const rows = await em.execute<Row[]>(options.isNested ? statement : last(statement), params).catch((error: unknown) => {
    throw (error as { code?: string }).code === 'PL001' ? new LeaseLost() : error;
  });
  const claimed: Appended['kept'] = [];
  const waiting = new Set<string>();
  let nextSeq: string | null = null;
  const first = new Set<string>();
  for (const row of rows) {
    if (row.event_index === null || row.consumer === null) nextSeq = row.seq;
    else if (row.waiting) waiting.add(row.consumer);
    else if (row.token === null)
      continue; // whoever holds the slot goes on with it
    else if (!first.has(row.token)) {
      // several events of one transaction may wait in one new slot: the delivery starts with the first
      first.add(row.token);
      claimed.push({ event: row.event_index, seq: row.seq, consumer: row.consumer, token: row.token });
    }
  }
  return { kept: claimed, waiting: [...waiting], nextSeq };
}

const asJson = (event: StoredEvent): object => ({
  id: event.id,
  tenant: event.tenant,
  type: event.type,
  version: event.version,
  key: event.key,
  lane: event.lane,
  data: event.data,
  subject: event.subject,
  personal: event.personal?.toString('base64') ?? null,
});
