import type { Pool } from 'pg';
import type { TenantId } from '../tenancy/tenant.ts';

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
  { position, before, limit }: { readonly position: string; readonly before: Date; readonly limit: number },
  whose: (subjects: readonly string[]) => Promise<ReadonlySet<string>>,
): Promise<AgedEvents> {
  const { rows } = await platform.query<{ seq: string; position: string; subject: string | null; published_at: Date }>(
    `select seq, position, case when personal is null then null else subject end as subject, published_at
     from platform.event where tenant = $1 and position > $2 order by position limit $3`,
    [tenant, position, limit],
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
