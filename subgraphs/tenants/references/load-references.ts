import { listDeadLetters } from '#kernel/messaging/dead-letters.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import type { ReferenceLoader } from '#kernel/runtime/define-subgraph.ts';
import type { PlatformContext } from '#kernel/runtime/platform-context.ts';
import { Alert } from '../alert/alert.entity.ts';
import { asDeadLetter } from '../dead-letter/dead-letter.type.ts';
import { findMembers } from '../member/member.repository.ts';
import { Role } from '../role/role.entity.ts';
import { findTenant } from '../tenant/tenant.repository.ts';

type References = readonly { readonly id: string }[];

const idsOf = (references: References): string[] => references.map(({ id }) => id).filter(isId);

const inOrder = <Row extends { readonly id: string }>(references: References, rows: readonly Row[]): (Row | null)[] => {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return references.map(({ id }) => byId.get(id) ?? null);
};

export const loadMembers: ReferenceLoader = async (ctx, references) =>
  inOrder(references, await findMembers(ctx, { id: { $in: idsOf(references) } }));

export const loadRoles: ReferenceLoader = async (ctx, references) =>
  inOrder(references, await ctx.em.find(Role, { id: { $in: idsOf(references) } }));

export const loadAlerts: ReferenceLoader = async (ctx, references) =>
  inOrder(references, await ctx.em.find(Alert, { id: { $in: idsOf(references) } }));

export const loadDeadLetters =
  (platform: () => PlatformContext): ReferenceLoader =>
  async (ctx, references) => {
    const ids = idsOf(references);
    const letters = await listDeadLetters(platform().platform, ctx.tenant, { ids }, { limit: ids.length });
    return inOrder(references, letters.map(asDeadLetter));
  };

/** The caller's own tenant: any other is not there. */
export const loadTenants =
  (platform: () => PlatformContext): ReferenceLoader =>
  async (ctx, references) => {
    const own = await findTenant(platform().platform, ctx.tenant);
    return inOrder(references, own ? [own] : []);
  };
