import type { Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { ChannelStatus } from './channel.entity.ts';
import { resolveChannelAlerts } from './mark-channel.ts';

/**
 * New credentials end whatever was wrong with the old ones, and what came in meanwhile is read back. A channel that is connected (anew)
 * begins now: what was written to the account before was written to somebody else.
 */
export async function forgetTrouble(
  tx: Tx,
  channelId: string,
  { isNew, before }: { readonly isNew: boolean; readonly before: ChannelStatus },
): Promise<void> {
  await tx.em.execute(
    `update ${schemaOf(tx.tenant)}.channel_health set degraded = false, failed_checks = 0, read_back_at = null, read_back_rest = null,
       read_back_until = case when ? then ? else read_back_until end
     where channel_id = ?`,
    [isNew, tx.clock.now(), channelId],
  );
  if (before !== ChannelStatus.CONNECTED) resolveChannelAlerts(tx, channelId, ['CHANNEL_DEGRADED', 'CHANNEL_DISCONNECTED']);
}
