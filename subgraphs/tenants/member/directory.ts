import type { MemberDirectory } from '#kernel/auth/principal.ts';
import { readRows } from '#kernel/graph/rows-by.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import type { PlatformContext } from '#kernel/runtime/platform-context.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import type { TenantId } from '#kernel/tenancy/tenant.ts';
import { Role } from '../role/role.entity.ts';
import { findActiveTenantId } from '../tenant/find-tenant.ts';
import { withRole } from './find-member.ts';
import { Member } from './member.entity.ts';
import { subjectHash } from './member-identity.ts';

/**
 * Who a token's bearer is, asked of the tables each time: the kernel keeps an answer for as long as a change of role may take to be in
 * force everywhere, and a second cache here would add to it.
 */
export const memberDirectory = (context: PlatformContext): MemberDirectory => {
  const enter = async (tenant: TenantId): Promise<Ctx | null> =>
    (await context.learn(tenant))
      ? context.enter(tenant, { kind: 'system', id: 'tenants.member-directory', scopes: new Set() })
      : null;

  return {
    find: async (idOrSlug, subject) => {
      const tenant = await findActiveTenantId(context.platform, idOrSlug);
      const ctx = tenant && (await enter(tenant));
      if (!ctx) return null;
      const members = await readRows(
        ctx,
        Member,
        { $or: [{ subjectHash: subjectHash(ctx, subject) }, ...(isId(subject) ? [{ id: subject }] : [])] },
        withRole,
      );
      // an id was given out by us, a subject by whoever invited: where both are found, the id is meant
      const member = members.find(({ id }) => id === subject) ?? members[0];
      if (!member || member.disabled) return null;
      return { tenant: ctx.tenant, memberId: member.id, role: member.role.name, scopes: member.role.scopes };
    },
    scopesOfRole: async (tenant, name) => {
      const ctx = await enter(tenant);
      const role = await ctx?.em.findOne(Role, { name });
      return role?.scopes ?? null;
    },
  };
};
