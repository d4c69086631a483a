import type { ConnectionOf } from '#kernel/graph/connection.ts';
import { findPage } from '#kernel/graph/find-page.ts';
import { latestBy } from '#kernel/graph/keyset.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { CrmLink } from './crm-link.entity.ts';
import type { CrmLinksArgs } from './crm-links-args.ts';
import { withConnection } from './find-link.ts';

/** A page of links, the one that changed last first. */
export const listLinks = (ctx: Ctx, args: CrmLinksArgs): Promise<ConnectionOf<CrmLink>> =>
  findPage(ctx, CrmLink, latestBy('updatedAt'), args, {
    ...withConnection,
    matching: args.status ? { status: { $in: args.status } } : {},
  });
