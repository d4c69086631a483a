import { readRows } from '#kernel/graph/rows-by.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { CrmConnection } from './crm-connection.entity.ts';

/** All of the tenant, in the order in which they were connected. There are few: the contract has no pages for them. */
export const listConnections = (ctx: Ctx): Promise<CrmConnection[]> =>
  readRows(ctx, CrmConnection, {}, {}, { orderBy: { createdAt: 'asc', id: 'asc' } });
