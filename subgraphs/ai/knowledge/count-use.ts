import type { Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';

/**
 * Counts a draft's documents. Call it last: many messages stand on the same few documents, and a row stays locked until the commit.
 * The rows are locked in one order, so that two drafts over the same two documents cannot wait for one another.
 */
export async function countUse(tx: Tx, sources: readonly { readonly documentId: string }[]): Promise<void> {
  const ids = [...new Set(sources.map((source) => source.documentId))];
  if (ids.length === 0) return;
  const schema = schemaOf(tx.tenant);
  // what stands in the unit of work goes first, for the same reason
  await tx.em.flush();
  await tx.em.execute(
    `with locked as (
       select id from "${schema}".knowledge_document where id in (${ids.map(() => '?').join(', ')}) order by id for no key update
     )
     update "${schema}".knowledge_document d set times_used = d.times_used + 1 from locked where d.id = locked.id`,
    ids,
  );
}
