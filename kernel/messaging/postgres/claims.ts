import type { Pool } from 'pg';
import type { TenantId } from '../../tenancy/tenant.ts';
import type { Lease } from './lease.ts';
import type { StoredEvent } from './stored-event.ts';

interface EventRow extends Omit<StoredEvent, 'tenant'> {
  readonly tenant: TenantId;
}
interface ClaimRow extends EventRow {
  readonly consumer: string;
  readonly slot_key: string;
  readonly token: string;
  readonly tries: number;
  readonly seq: string;
}

/** Takes the first events of slots that are ready, for each consumer up to its room. */
export async function claimSlots(
  platform: Pool,
  options: { workerId: string; leaseMs: number; room: readonly { consumer: string; fast: number; standard: number }[] },
): Promise<Lease[]> {
  const { rows } = await platform.query<ClaimRow>({
    name: 'claim-slots',
    text: 'select * from platform.claim_slots($1, $2, $3, $4, $5)',
    values: [
      options.workerId,
      options.room.map(({ consumer }) => consumer),
      options.room.map(({ fast }) => fast),
      options.room.map(({ standard }) => standard),
      `${options.leaseMs} milliseconds`,
    ],
  });
  return rows.map(({ consumer, slot_key, token, tries, seq, ...event }) => ({
    consumer,
    slotKey: slot_key,
    token,
    attempt: tries,
    seq,
    event,
  }));
}

export async function loadEvent(platform: Pool, seq: string): Promise<StoredEvent | null> {
  const { rows } = await platform.query<EventRow>({
    name: 'load-event',
    text: 'select id, tenant, type, version, key, lane, data, subject, personal, published_at from platform.event where seq = $1',
    values: [seq],
  });
  return rows[0] ?? null;
}

/** Renews leases; answers the tokens that are still ours. */
export async function heartbeat(platform: Pool, leases: readonly Lease[], leaseMs: number): Promise<Set<string>> {
  const { rows } = await platform.query<{ token: string }>(
    `update platform.slot s set ready_at = clock_timestamp() + $4::interval
     from unnest($1::text[], $2::text[], $3::bigint[]) as x (consumer, key, token)
     where s.consumer = x.consumer and s.key = x.key and s.token = x.token returning s.token`,
    [
      leases.map(({ consumer }) => consumer),
      leases.map(({ slotKey }) => slotKey),
      leases.map(({ token }) => token),
      `${leaseMs} milliseconds`,
    ],
  );
  return new Set(rows.map(({ token }) => token));
}

/** Gives slots back untried: for a process that stops. */
export async function returnSlots(platform: Pool, leases: readonly Lease[]): Promise<void> {
  await platform.query(
    `update platform.slot s set ready_at = clock_timestamp(), worker = null, tries = greatest(s.tries - 1, 0)
     from unnest($1::text[], $2::text[], $3::bigint[]) as x (consumer, key, token)
     where s.consumer = x.consumer and s.key = x.key and s.token = x.token`,
    [leases.map(({ consumer }) => consumer), leases.map(({ slotKey }) => slotKey), leases.map(({ token }) => token)],
  );
}

/** Gives back what a worker holds by the database's word and does not know of. */
export async function forsakeSlots(platform: Pool, workerId: string, knownTokens: readonly string[]): Promise<void> {
  await platform.query(
    'update platform.slot set ready_at = clock_timestamp(), worker = null where worker = $1 and token <> all ($2::bigint[])',
    [workerId, knownTokens],
  );
}

/** A killed process drops its connection: whatever it held is free at once, long before its leases run out. */
export async function reapDeadWorkers(platform: Pool): Promise<number> {
  const { rowCount } = await platform.query(
    `update platform.slot set ready_at = clock_timestamp(), worker = null
     where worker is not null and ready_at > clock_timestamp()
       and not exists (select from pg_stat_activity a where a.application_name = 'parley:worker:' || platform.slot.worker::text)`,
  );
  return rowCount ?? 0;
}

/** Gives a failed delivery back: for later, or to the dead letters. */
export async function failDelivery(
  platform: Pool,
  lease: Lease,
  verdict:
    | { kind: 'retry'; delayMs: number; counts: boolean }
    | { kind: 'dead'; letterId: string; reason: string; error: string },
): Promise<'retry' | 'dead' | 'lost'> {
  const dead = verdict.kind === 'dead' ? verdict : null;
  const { rows } = await platform.query<{ fate: 'retry' | 'dead' | 'lost' }>(
    'select platform.fail_delivery($1, $2, $3, $4, $5, $6, $7, $8, $9) as fate',
    [
      lease.consumer,
      lease.slotKey,
      lease.token,
      lease.seq,
      verdict.kind === 'retry' ? `${Math.round(verdict.delayMs)} milliseconds` : '0',
      verdict.kind === 'retry' && verdict.counts,
      dead?.letterId ?? null,
      dead?.reason ?? null,
      dead?.error ?? null,
    ],
  );
  return rows[0]?.fate ?? 'lost';
}
