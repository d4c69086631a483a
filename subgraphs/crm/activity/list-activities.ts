import type { ConnectionArgs, ConnectionOf } from '#kernel/graph/connection.ts';
import { latestBy } from '#kernel/graph/keyset.ts';
import { pagesBy } from '#kernel/graph/pages-by.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import type { CrmLink } from '../link/crm-link.entity.ts';
import { CrmActivity } from './crm-activity.entity.ts';

const pages = pagesBy(CrmActivity, latestBy('at'));

/** A page of what happened with the lead of a link, the latest first. */
export const listActivities = (
  ctx: Ctx,
  { connection, contactId }: CrmLink,
  args: ConnectionArgs,
): Promise<ConnectionOf<CrmActivity>> => pages(ctx, { connectionId: connection.id, contactId }, args);
