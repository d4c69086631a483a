import { isId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { CrmConnection } from './crm-connection.entity.ts';

/** Null where there is none of this id; an id that was never given out is one of those. */
export const findConnection = async (ctx: Ctx, id: string): Promise<CrmConnection | null> =>
  isId(id) ? ctx.em.findOne(CrmConnection, { id }) : null;

/** All of the tenant, in the order in which they were connected. There are few: the contract has no pages for them. */
export const listConnections = (ctx: Ctx): Promise<CrmConnection[]> =>
  ctx.em.find(CrmConnection, {}, { orderBy: { createdAt: 'asc', id: 'asc' } });
