import { notFound } from '#kernel/errors/public-error.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import type { CrmLink } from './crm-link.entity.ts';
import { findLink } from './find-link.ts';

/** The link of an event as it is now, which may be further on than the event. */
export const readChangedLink = async (ctx: Ctx, linkId: string): Promise<CrmLink> => {
  const link = await findLink(ctx, linkId);
  if (link === null) throw notFound('The link');
  return link;
};
