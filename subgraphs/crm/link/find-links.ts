import type { FilterQuery } from '@mikro-orm/core';
import { isId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { CrmLink } from './crm-link.entity.ts';

// every answer shows which CRM it is: joined, that costs no round trip of its own. `refresh`: raw statements write links too
const withConnection = { populate: ['connection'], strategy: 'joined', refresh: true } as const;

/** Null where there is none of this id; an id that was never given out is one of those. */
export const findLink = async (ctx: Ctx, id: string): Promise<CrmLink | null> =>
  isId(id) ? ctx.em.findOne(CrmLink, { id }, withConnection) : null;

/** The one that changed longest ago first. */
export const findLinks = (ctx: Ctx, where: FilterQuery<CrmLink>): Promise<CrmLink[]> =>
  ctx.em.find(CrmLink, where, { ...withConnection, orderBy: { updatedAt: 'asc', id: 'asc' } });

export const findLinksOfLead = (ctx: Ctx, leadId: string): Promise<CrmLink[]> => findLinks(ctx, { leadId });
