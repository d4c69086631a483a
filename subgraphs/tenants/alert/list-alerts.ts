import type { FilterQuery } from '@mikro-orm/core';
import { ArgsType, Field } from 'type-graphql';
import { badUserInput } from '#kernel/errors/public-error.ts';
import { ConnectionArgs, type ConnectionOf, decodeCursor, pageOf } from '#kernel/graph/connection.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { Alert } from './alert.entity.ts';

@ArgsType()
export class AlertsArgs extends ConnectionArgs {
  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those that nobody acknowledged and that are not resolved, or only the others.',
  })
  readonly open?: boolean | null;
}

/** Newest first. */
export const listAlerts = async (ctx: Ctx, args: AlertsArgs): Promise<ConnectionOf<Alert>> => {
  const matching = matchingOpen(args.open);
  const rows = await ctx.em.find(
    Alert,
    { $and: [matching, afterCursor(args.after)] },
    { orderBy: { raisedAt: 'desc', id: 'desc' }, limit: args.first + 1 },
  );
  return pageOf(
    rows,
    args,
    (alert) => [alert.raisedAt, alert.id],
    () => ctx.em.count(Alert, matching),
  );
};

const matchingOpen = (open: boolean | null | undefined): FilterQuery<Alert> => {
  if (open === null || open === undefined) return {};
  return open
    ? { acknowledgedAt: null, resolvedAt: null }
    : { $or: [{ acknowledgedAt: { $ne: null } }, { resolvedAt: { $ne: null } }] };
};

const afterCursor = (after: string | null | undefined): FilterQuery<Alert> => {
  const parts = decodeCursor(after, 2);
  if (parts === null) return {};
  const [time = '', id = ''] = parts;
  const raisedAt = new Date(time);
  if (Number.isNaN(raisedAt.getTime()) || !isId(id)) throw badUserInput('after', 'after is not a cursor of this list.');
  // the first condition says nothing new; it is what the index can use
  return { raisedAt: { $lte: raisedAt }, $or: [{ raisedAt: { $lt: raisedAt } }, { id: { $lt: id } }] };
};
