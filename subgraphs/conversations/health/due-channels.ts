import type { PlatformContext } from '#kernel/runtime/platform-context.ts';
import type { TenantId } from '#kernel/tenancy/tenant.ts';
import type { Platform } from '../platform.ts';

export interface DueChannel {
  readonly platform: Platform;
  readonly accountId: string;
  readonly tenant: TenantId;
  readonly channelId: string;
}

/** Channels whose time it is, of all tenants, the longest due first. Each is due again after `everyMs`, a little earlier by chance. */
export async function claimDueChannels(
  { platform, clock }: PlatformContext,
  everyMs: number,
  limit: number,
): Promise<DueChannel[]> {
  const { rows } = await platform.query<{ platform: Platform; account_id: string; tenant: TenantId; channel_id: string }>(
    `update platform.channel_account a set next_check_at = $1::timestamptz + (0.85 + 0.15 * random()) * $2 * interval '1 millisecond'
     from (select platform, account_id from platform.channel_account
           where connected and (next_check_at is null or next_check_at <= $1) order by next_check_at nulls first limit $3
           for update skip locked) due
     where a.platform = due.platform and a.account_id = due.account_id
     returning a.platform, a.account_id, a.tenant, a.channel_id`,
    [clock.now(), everyMs, limit],
  );
  return rows.map((row) => ({
    platform: row.platform,
    accountId: row.account_id,
    tenant: row.tenant,
    channelId: row.channel_id,
  }));
}

export async function checkAgainIn(
  { platform, clock }: PlatformContext,
  { platform: of, accountId }: DueChannel,
  ms: number,
): Promise<void> {
  await platform.query('update platform.channel_account set next_check_at = $3 where platform = $1 and account_id = $2', [
    of,
    accountId,
    new Date(clock.now().getTime() + ms),
  ]);
}
