import type { Pool } from 'pg';
import type { TenantId } from '../tenancy/tenant.ts';

export interface AgedSearch {
  readonly position: string;
  readonly before: Date;
  readonly limit: number;
  /** Passes over what a consumer, or a dead letter that can be replayed, still waits for. */
  readonly isHandled: boolean;
}

export interface AgedEvents {
  /** Up to here the tenant's feed was looked at. */
  readonly position: string;
  /** There may be more that is as old. */
  readonly isMore: boolean;
}

/**
 * Empties the personal part of a tenant's events published before a moment, for those people whom `whose` picks: `limit` events of the
 * feed after `position`, in its order. The events stay, and so do deliveries that wait for them: a consumer finds nobody's words in them, as
 * after an erasure.
 */
export async function expirePersonal(
  platform: Pool,
  tenant: TenantId,
  { position, before, limit, isHandled }: AgedSearch,
  whose: (subjects: readonly string[]) => Promise<ReadonlySet<string>>,
): Promise<AgedEvents> {
  const { rows } = await platform.query<{ seq: string; position: string; subject: string | null; published_at: Date }>(
    `select e.seq, e.position, case when e.personal is null or ($4 and (
         exists (select from platform.job j where j.seq = e.seq)
         or exists (select from platform.dead_letter d where d.event_seq = e.seq and d.replayed_at is null and d.discarded_at is null)
       )) then null else e.subject end as subject, e.published_at
     from platform.event e where e.tenant = $1 and e.position > $2 order by e.position limit $3`,
    [tenant, position, limit, isHandled],
  );
  // the feed's order is not quite that of publishing: what lies behind the first young one is looked at the next time
  const firstYoung = rows.findIndex(({ published_at }) => published_at >= before);
  const aged = firstYoung < 0 ? rows : rows.slice(0, firstYoung);
  const subjects = new Set(aged.map(({ subject }) => subject).filter((subject) => subject !== null));
  const picked = subjects.size === 0 ? new Set<string>() : await whose([...subjects]);
  const seqs = aged.filter(({ subject }) => subject !== null && picked.has(subject)).map(({ seq }) => seq);
  if (seqs.length > 0) await platform.query('update platform.event set personal = null where seq = any ($1::bigint[])', [seqs]);
  return { position: aged.at(-1)?.position ?? position, isMore: aged.length === limit };
}

/** Empties what is kept of webhooks that never became events. `tenant` null: of those that are nobody's. */
export async function expireBuried(platform: Pool, tenant: TenantId | null, topic: string, before: Date): Promise<void> {
  await platform.query(
    `update platform.dead_letter set sealed_payload = null
     where tenant is not distinct from $1 and topic = $2 and failed_at < $3 and sealed_payload is not null`,
    [tenant, topic, before],
  );
}
