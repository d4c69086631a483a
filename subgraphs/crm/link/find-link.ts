import type { FilterQuery } from '@mikro-orm/core';
import { batched } from '#kernel/graph/batched.ts';
import { type Reading, readRows, rowsBy } from '#kernel/graph/rows-by.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { CrmLink } from './crm-link.entity.ts';

/** Every answer shows which CRM it is. */
export const withConnection: Reading<CrmLink> = { populate: ['connection'] };

export const linksById = rowsBy(CrmLink, 'id', withConnection);

/** Null where there is none of this id; an id that was never given out is one of those. */
export const findLink = batched(linksById);

/** The one that changed longest ago first. */
export const findLinks = (ctx: Ctx, where: FilterQuery<CrmLink>): Promise<CrmLink[]> =>
  readRows(ctx, CrmLink, where, withConnection, { orderBy: { updatedAt: 'asc', id: 'asc' } });

const linksByLead = batched(async (ctx: Ctx, leadIds: readonly string[]) =>
  Map.groupBy(await findLinks(ctx, { leadId: { $in: leadIds.filter(isId) } }), ({ leadId }) => leadId),
);

/** None for a lead that no CRM was told of. */
export const findLinksOfLead = async (ctx: Ctx, leadId: string): Promise<readonly CrmLink[]> =>
  (await linksByLead(ctx, leadId)) ?? [];
