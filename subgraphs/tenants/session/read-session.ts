import { unauthenticated } from '#kernel/errors/public-error.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import type { PlatformContext } from '#kernel/runtime/platform-context.ts';
import { findMember } from '../member/find-member.ts';
import { findTenant } from '../tenant/find-tenant.ts';
import type { Session } from './session.type.ts';

export const readSession = async (ctx: GraphContext, { platform }: PlatformContext): Promise<Session> => {
  const { principal } = ctx;
  // before everything else: what happens while the rest is read comes again after this cursor instead of being missed
  const eventCursor = await ctx.feed.head(ctx.tenant);
  const [tenant, member] = await Promise.all([findTenant(platform, ctx.tenant), findMember(ctx, principal.memberId)]);
  if (tenant === null) throw unauthenticated('The tenant of the token is no longer here.');
  return {
    eventCursor,
    tenant,
    member,
    expiresAt: principal.expiresAt,
    roles: [...principal.roles],
    scopes: [...principal.scopes].sort(),
  };
};
