import type { Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { InboundCorrection } from '../connectors/inbound-item.ts';

/** What was done to a message that is not stored, as it was kept. */
export interface EarlyCorrection {
  readonly channelId: string;
  readonly platformMessageId: string;
  /** Sealed under the tenant's key; null: taken back. */
  readonly sealedText: Buffer | null;
  readonly at: Date;
}

/** Longer than any platform goes on delivering a webhook (Meta: 36 hours), and shorter than any lets its people's words be kept. */
const KEEP_MS = 40 * 3_600_000;

const textAt = (channelId: string, platformMessageId: string) =>
  ({ table: 'early_correction', column: 'text', rowId: `${channelId}/${platformMessageId}` }) as const;

/** Keeps the latest of each message; that one was taken back is never kept less. */
export async function keepEarlyCorrections(
  tx: Tx,
  corrections: readonly { readonly channelId: string; readonly item: InboundCorrection }[],
): Promise<void> {
  const schema = schemaOf(tx.tenant);
  const now = tx.clock.now();
  for (const { channelId, item } of corrections) {
    const { platformMessageId, text, at } = item;
    await tx.em.execute(
      `insert into ${schema}.early_correction as e (channel_id, platform_message_id, text, at, kept_until) values (?, ?, ?, ?, ?)
       on conflict (channel_id, platform_message_id) do update set text = excluded.text, at = excluded.at
       where e.text is not null and (excluded.text is null or excluded.at > e.at)`,
      [
        ...[channelId, platformMessageId],
        text === null ? null : await tx.vault.sealForTenant(textAt(channelId, platformMessageId), text),
        ...[at, new Date(now.getTime() + KEEP_MS)],
      ],
    );
  }
}

export async function dropOldCorrections(tx: Tx): Promise<void> {
  await tx.em.execute(`delete from ${schemaOf(tx.tenant)}.early_correction where kept_until < ?`, [tx.clock.now()]);
}

export const openEarlyCorrection = async (
  tx: Tx,
  { channelId, platformMessageId, sealedText, at }: EarlyCorrection,
): Promise<Pick<InboundCorrection, 'text' | 'at'>> => ({
  text: sealedText === null ? null : await tx.vault.open(textAt(channelId, platformMessageId), sealedText),
  at,
});
