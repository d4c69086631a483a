import { randomBytes } from 'node:crypto';
import type { Consumer } from '#kernel/messaging/consumer.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import type { PlatformContext } from '#kernel/runtime/platform-context.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import type { TenantId } from '#kernel/tenancy/tenant.ts';
import { makeTestInstallation, type TestInstallation } from '#kernel/testing/test-installation.ts';
import { addMember } from '../member/add-member.ts';
import type { Member } from '../member/member.entity.ts';
import { Role } from '../role/role.entity.ts';
import { tenants } from '../subgraph.ts';
import { createTenant } from '../tenant/create-tenant.ts';

export interface TenantFixture {
  readonly id: TenantId;
  readonly slug: string;
  /** As the system, which may do everything. */
  ctx(): Ctx;
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** As this member. */
  as<T>(member: Member, work: (tx: Tx) => Promise<T>): Promise<T>;
  role(name: string): Promise<Role>;
  member(roleName: string, given?: { email?: string; displayName?: string; subject?: string }): Promise<Member>;
}

export interface Fixture extends TestInstallation {
  readonly platform: PlatformContext;
  /** A tenant as `parley tenant create` makes it: built-in roles and no member. */
  tenant(given?: { slug?: string; name?: string }): Promise<TenantFixture>;
}

/** Events go to these consumers once the spec sets a worker to work. */
export const makeFixture = async (consumers: readonly Consumer[] = []): Promise<Fixture> => {
  const fixture: TestInstallation = await makeTestInstallation([
    { ...tenants({ platform: () => fixture.installation.platform }), consumers },
  ]);
  const { platform, database } = fixture.installation;
  return {
    ...fixture,
    platform,
    tenant: async ({ slug = `t-${randomBytes(6).toString('hex')}`, name = 'A tenant' } = {}) => {
      const id = await createTenant(platform, database.schemas, { slug, name });
      const ctx = (): Ctx => platform.enter(id, { kind: 'system', id: 'spec', scopes: new Set() });
      const transaction = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => platform.transaction(ctx(), work);
      const role = (roleName: string): Promise<Role> => ctx().em.findOneOrFail(Role, { name: roleName });
      return {
        id,
        slug,
        ctx,
        transaction,
        role,
        as: (member, work) =>
          platform.transaction(platform.enter(id, { kind: 'member', id: member.id, scopes: new Set() }), work),
        member: (roleName, given = {}) =>
          transaction(async (tx) =>
            addMember(tx, {
              email: `${randomBytes(6).toString('hex')}@acme.example`,
              displayName: 'Grace Okafor',
              role: await tx.em.findOneOrFail(Role, { name: roleName }),
              ...given,
            }),
          ),
      };
    },
  };
};
