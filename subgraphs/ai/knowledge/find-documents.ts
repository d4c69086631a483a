import type { FilterQuery } from '@mikro-orm/core';
import { type ConnectionArgs, type ConnectionOf, decodeCursor, pageOf } from '#kernel/graph/connection.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { DETACHED, keysetDate, keysetId } from '../reading.ts';
import { KnowledgeDocument } from './knowledge-document.entity.ts';

export const findDocument = async (ctx: Ctx, id: string): Promise<KnowledgeDocument | null> =>
  isId(id) ? ctx.em.findOne(KnowledgeDocument, { id }, DETACHED) : null;

/** Newest first. */
export async function documentPage(ctx: Ctx, args: ConnectionArgs): Promise<ConnectionOf<KnowledgeDocument>> {
  const after = decodeCursor(args.after, 2);
  const rows = await ctx.em.find(KnowledgeDocument, after ? olderThan(keysetDate(after[0]), keysetId(after[1])) : {}, {
    ...DETACHED,
    orderBy: { createdAt: 'desc', id: 'desc' },
    limit: args.first + 1,
  });
  return pageOf(
    rows,
    args,
    (document) => [document.createdAt, document.id],
    () => ctx.em.count(KnowledgeDocument),
  );
}

export async function documentsById(ctx: Ctx, ids: readonly string[]): Promise<Map<string, KnowledgeDocument>> {
  const documents = await ctx.em.find(KnowledgeDocument, { id: { $in: ids.filter(isId) } }, DETACHED);
  return new Map(documents.map((document) => [document.id, document]));
}

const olderThan = (createdAt: Date, id: string): FilterQuery<KnowledgeDocument> => ({
  $or: [{ createdAt: { $lt: createdAt } }, { createdAt, id: { $lt: id } }],
});
