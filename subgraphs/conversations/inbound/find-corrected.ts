import type { Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { InboundCorrection } from '../connectors/inbound-item.ts';

/** The conversations of the messages that are to be corrected, by message; one that is not stored is absent. */
export async function findCorrected(
  tx: Tx,
  corrections: readonly { readonly channelId: string; readonly item: InboundCorrection }[],
): Promise<ReadonlyMap<string, string>> {
  if (corrections.length === 0) return new Map();
  const rows = await tx.em.execute<{ key: string; conversation: string }[]>(
    `select m.channel_id || '/' || m.platform_message_id as key, m.conversation_id as conversation
     from jsonb_to_recordset(?::jsonb) as w (channel uuid, mid text)
     join ${schemaOf(tx.tenant)}.message m on m.channel_id = w.channel and m.platform_message_id = w.mid`,
    [JSON.stringify(corrections.map(({ channelId, item }) => ({ channel: channelId, mid: item.platformMessageId })))],
  );
  return new Map(rows.map(({ key, conversation }) => [key, conversation]));
}
