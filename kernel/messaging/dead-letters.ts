import type { Pool } from 'pg';
import type { DeadLetterReason } from '../errors/delivery-error.ts';
import type { TenantId } from '../tenancy/tenant.ts';

export interface DeadLetter {
  readonly id: string;
  readonly tenant: TenantId | null;
  readonly consumer: string;
  readonly topic: string;
  readonly reason: DeadLetterReason;
  /** Ours, without anything of a person. */
  readonly error: string;
  readonly attempts: number;
  readonly conversationKey: string | null;
  readonly data: unknown;
  readonly failedAt: Date;
  readonly replayedAt: Date | null;
  readonly discardedAt: Date | null;
}

export interface DeadLetterFilter {
  readonly ids?: readonly string[];
  readonly topic?: string;
  readonly consumer?: string;
  readonly reason?: readonly DeadLetterReason[];
  readonly failedAfter?: Date;
  readonly failedBefore?: Date;
}

/** Keeps what never became an event, sealed, with the reason. `tenant` is null where nobody knows whose it is. */
export async function buryInbound(
  platform: Pool,
  letter: {
    id: string;
    tenant: TenantId | null;
    consumer: string;
    topic: string;
    reason: DeadLetterReason;
    error: string;
    sealedPayload: Buffer;
  },
): Promise<void> {
  await platform.query(
    `insert into platform.dead_letter (id, tenant, consumer, topic, reason, error, attempts, sealed_payload)
     values ($1, $2, $3, $4, $5, $6, 1, $7) on conflict (id) do nothing`,
    [letter.id, letter.tenant, letter.consumer, letter.topic, letter.reason, letter.error.slice(0, 500), letter.sealedPayload],
  );
}

interface Row {
  id: string;
  tenant: TenantId | null;
  consumer: string;
  topic: string;
  reason: DeadLetterReason;
  error: string;
  attempts: number;
  key: string | null;
  data: unknown;
  failed_at: Date;
  replayed_at: Date | null;
  discarded_at: Date | null;
}

/** Newest first. `tenant` null asks for those that belong to nobody: for the operator alone. */
export async function listDeadLetters(
  platform: Pool,
  tenant: TenantId | null,
  filter: DeadLetterFilter,
  page: { limit: number; before?: { failedAt: Date; id: string } },
): Promise<DeadLetter[]> {
  const { rows } = await platform.query<Row>(
    `select d.id, d.tenant, d.consumer, d.topic, d.reason, d.error, d.attempts, d.key, e.data, d.failed_at, d.replayed_at, d.discarded_at
     from platform.dead_letter d left join platform.event e on e.seq = d.event_seq
     where d.tenant is not distinct from $1
       and ($2::uuid[] is null or d.id = any ($2)) and ($3::text is null or d.topic = $3) and ($4::text is null or d.consumer = $4)
       and ($5::text[] is null or d.reason = any ($5)) and ($6::timestamptz is null or d.failed_at > $6) and ($7::timestamptz is null or d.failed_at < $7)
       and ($8::timestamptz is null or (d.failed_at, d.id) < ($8, $9::uuid))
     order by d.failed_at desc, d.id desc limit $10`,
    [
      tenant,
      filter.ids ?? null,
      filter.topic ?? null,
      filter.consumer ?? null,
      filter.reason ?? null,
      filter.failedAfter ?? null,
      filter.failedBefore ?? null,
      page.before?.failedAt ?? null,
      page.before?.id ?? null,
      page.limit,
    ],
  );
  return rows.map((row) => ({
    id: row.id,
    tenant: row.tenant,
    consumer: row.consumer,
    topic: row.topic,
    reason: row.reason,
    error: row.error,
    attempts: row.attempts,
    conversationKey: row.key?.split(':')[1] ?? null,
    data: row.data,
    failedAt: row.failed_at,
    replayedAt: row.replayed_at,
    discardedAt: row.discarded_at,
  }));
}

/** Puts events back in front of their consumers. Answers the ids that were put back: not those without an event, replayed or discarded. */
export async function replayDeadLetters(platform: Pool, ids: readonly string[]): Promise<string[]> {
  const { rows } = await platform.query<{ id: string }>('select id from platform.replay_dead_letters($1)', [ids]);
  return rows.map((row) => row.id);
}

/** False when there is none of that id for the tenant, or it was replayed or discarded before. */
export async function discardDeadLetter(platform: Pool, tenant: TenantId | null, id: string): Promise<boolean> {
  const { rowCount } = await platform.query(
    `update platform.dead_letter set discarded_at = clock_timestamp()
     where id = $2 and tenant is not distinct from $1 and replayed_at is null and discarded_at is null`,
    [tenant, id],
  );
  return rowCount === 1;
}
