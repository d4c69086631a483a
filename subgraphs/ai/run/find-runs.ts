import type { FilterQuery } from '@mikro-orm/core';
import { type ConnectionArgs, type ConnectionOf, decodeCursor, pageOf } from '#kernel/graph/connection.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { DETACHED, keysetDate, keysetId } from '../reading.ts';
import { Run } from './run.entity.ts';
import type { Intent } from './run-enums.ts';
import type { RunStatus } from './run-status.ts';

export interface RunFilters {
  readonly status?: readonly RunStatus[] | null | undefined;
  readonly intent?: readonly Intent[] | null | undefined;
  readonly createdAfter?: Date | null | undefined;
  readonly createdBefore?: Date | null | undefined;
}

export const findRun = async (ctx: Ctx, id: string): Promise<Run | null> =>
  isId(id) ? ctx.em.findOne(Run, { id }, DETACHED) : null;

/** Newest first. */
export async function runPage(ctx: Ctx, args: ConnectionArgs, filters: RunFilters): Promise<ConnectionOf<Run>> {
  const wanted: FilterQuery<Run> = {
    ...(filters.status ? { status: { $in: [...filters.status] } } : {}),
    ...(filters.intent ? { intent: { $in: [...filters.intent] } } : {}),
    createdAt: {
      ...(filters.createdAfter ? { $gte: filters.createdAfter } : {}),
      ...(filters.createdBefore ? { $lt: filters.createdBefore } : {}),
    },
  };
  const after = decodeCursor(args.after, 2);
  const rows = await ctx.em.find(
    Run,
    { $and: [wanted, after ? olderThan(keysetDate(after[0]), keysetId(after[1])) : {}] },
    { ...DETACHED, orderBy: { createdAt: 'desc', id: 'desc' }, limit: args.first + 1 },
  );
  return pageOf(rows, args, cursorOf, () => ctx.em.count(Run, wanted));
}

/** The first page of each conversation's runs, newest first, in one statement for all of them. */
export async function runPagesOf(
  ctx: Ctx,
  conversationIds: readonly string[],
  args: ConnectionArgs,
): Promise<Map<string, ConnectionOf<Run>>> {
  const after = decodeCursor(args.after, 2);
  const older = after ? 'and (r.created_at, r.id) < (?, ?::uuid)' : '';
  const ids = await ctx.em.execute<{ id: string }[]>(
    `select r.id from jsonb_array_elements_text(?::jsonb) as c (id) cross join lateral (
       select r.id from "${schemaOf(ctx.tenant)}".run r where r.conversation_id = c.id::uuid ${older}
       order by r.created_at desc, r.id desc limit ?
     ) r`,
    [JSON.stringify(conversationIds), ...(after ? [keysetDate(after[0]), keysetId(after[1])] : []), args.first + 1],
  );
  const rows = await ctx.em.find(
    Run,
    { id: { $in: ids.map((row) => row.id) } },
    { ...DETACHED, orderBy: { createdAt: 'desc', id: 'desc' } },
  );
  const byConversation = Map.groupBy(rows, (run) => run.conversationId);
  return new Map(
    conversationIds.map((id) => [
      id,
      pageOf(byConversation.get(id) ?? [], args, cursorOf, () => ctx.em.count(Run, { conversationId: id })),
    ]),
  );
}

export async function runsById(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Run>> {
  const runs = await ctx.em.find(Run, { id: { $in: ids.filter(isId) } }, DETACHED);
  return new Map(runs.map((run) => [run.id, run]));
}

export async function runsByMessage(ctx: Ctx, messageIds: readonly string[]): Promise<Map<string, Run>> {
  const runs = await ctx.em.find(Run, { messageId: { $in: messageIds.filter(isId) } }, DETACHED);
  return new Map(runs.map((run) => [run.messageId, run]));
}

const cursorOf = (run: Run) => [run.createdAt, run.id];

const olderThan = (createdAt: Date, id: string): FilterQuery<Run> => ({
  $or: [{ createdAt: { $lt: createdAt } }, { createdAt, id: { $lt: id } }],
});
