import { isId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { KnowledgeDocument } from './knowledge-document.entity.ts';

/** False when it was not there. Its passages go with it; drafts made before keep theirs. */
export async function removeKnowledgeDocument(ctx: Ctx, id: string): Promise<boolean> {
  if (!isId(id)) return false;
  return (await ctx.em.nativeDelete(KnowledgeDocument, { id })) > 0;
}
