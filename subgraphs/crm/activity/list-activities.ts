import type { FilterQuery } from '@mikro-orm/core';
import { badUserInput } from '#kernel/errors/public-error.ts';
import { type ConnectionArgs, type ConnectionOf, decodeCursor, pageOf } from '#kernel/graph/connection.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import type { CrmLink } from '../link/crm-link.entity.ts';
import { CrmActivity } from './crm-activity.entity.ts';

/** What happened with the lead of a link, the latest first. */
export const listActivities = async (ctx: Ctx, link: CrmLink, args: ConnectionArgs): Promise<ConnectionOf<CrmActivity>> => {
  const ofLink = { connectionId: link.connection.id, contactId: link.contactId };
  const rows = await ctx.em.find(
    CrmActivity,
    { $and: [ofLink, afterCursor(args.after)] },
    { orderBy: { at: 'desc', id: 'desc' }, limit: args.first + 1 },
  );
  return pageOf(
    rows,
    args,
    ({ at, id }) => [at, id],
    () => ctx.em.count(CrmActivity, ofLink),
  );
};

const afterCursor = (after: string | null | undefined): FilterQuery<CrmActivity> => {
  const parts = decodeCursor(after, 2);
  if (parts === null) return {};
  const [text = '', id = ''] = parts;
  const at = new Date(text);
  if (Number.isNaN(at.getTime()) || !isId(id)) throw badUserInput('after', 'after is not a cursor of this list.');
  return { $and: [{ at: { $lte: at } }, { $or: [{ at: { $lt: at } }, { id: { $lt: id } }] }] };
};
