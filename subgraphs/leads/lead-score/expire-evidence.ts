import type { Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';

/**
 * Empties the person's words in a conversation's scores. A score comes after its message, so that one from before the oldest message that is
 * kept was made of one that is not. Points and signals stay. Safe to repeat.
 */
export async function expireEvidence(
  tx: Tx,
  { conversationId, keptSince }: { readonly conversationId: string; readonly keptSince: string | null },
): Promise<void> {
  await tx.em.execute(
    `update ${schemaOf(tx.tenant)}.lead_score set evidence = ''::bytea
     where conversation_id = ? and (?::timestamptz is null or scored_at < ?::timestamptz) and evidence <> ''::bytea`,
    [conversationId, keptSince, keptSince],
  );
}
