import type { Tx } from '#kernel/messaging/transaction.ts';
import { markChannelRefused } from '../channel/mark-channel.ts';
import type { InboundRevocation } from '../connectors/inbound-item.ts';

/** An account that took its consent back is DISCONNECTED until somebody gives it new credentials. */
export async function applyRevocations(
  tx: Tx,
  revocations: readonly { readonly channelId: string; readonly item: InboundRevocation }[],
): Promise<void> {
  for (const { channelId, item } of revocations) {
    await markChannelRefused(tx, channelId, 'DISCONNECTED', item.error, { at: item.at });
  }
}
