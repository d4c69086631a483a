import type { FilterQuery } from '@mikro-orm/core';
import type { ConnectionArgs, ConnectionOf } from '#kernel/graph/connection.ts';
import { findPage } from '#kernel/graph/find-page.ts';
import { latestBy } from '#kernel/graph/keyset.ts';
import { pagesBy } from '#kernel/graph/pages-by.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { Run } from './run.entity.ts';
import type { RunsArgs } from './run.type.ts';

const order = latestBy('createdAt');

/** A page of runs, the newest first. */
export function listRuns(ctx: Ctx, args: RunsArgs): Promise<ConnectionOf<Run>> {
  const { status, intent, platform, createdAfter, createdBefore } = args.filter ?? {};
  const matching: FilterQuery<Run> = {
    ...(status && { status: { $in: status } }),
    ...(intent && { intent: { $in: intent } }),
    ...(platform && { channel: { $in: platform } }),
    $and: [createdAfter ? { createdAt: { $gte: createdAfter } } : {}, createdBefore ? { createdAt: { $lt: createdBefore } } : {}],
  };
  return findPage(ctx, Run, order, args, { matching });
}

const pages = pagesBy(Run, order);

/** Those of one conversation, in the same order. */
export const listRunsOf = (ctx: Ctx, conversationId: string, args: ConnectionArgs): Promise<ConnectionOf<Run>> =>
  pages(ctx, { conversationId }, args);
