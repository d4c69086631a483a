import { inOrder } from '#kernel/graph/in-order.ts';
import { defineSubgraph, type SubgraphDeclaration } from '#kernel/runtime/define-subgraph.ts';
import type { PlatformContext } from '#kernel/runtime/platform-context.ts';
import { Alert } from './alert/alert.entity.ts';
import { AlertResolver } from './alert/alert.resolver.ts';
import { AlertChangedResolver } from './alert/alert-changed.resolver.ts';
import { alertsById } from './alert/find-alert.ts';
import { raiseAlertConsumer } from './consumers/raise-alert.ts';
import { DeadLetterResolver } from './dead-letter/dead-letter.resolver.ts';
import { deadLettersById } from './dead-letter/find-dead-letters.ts';
import { membersById } from './member/find-member.ts';
import { Member } from './member/member.entity.ts';
import { MemberResolver } from './member/member.resolver.ts';
import { rolesById } from './role/find-role.ts';
import { Role } from './role/role.entity.ts';
import { RoleResolver } from './role/role.resolver.ts';
import { SessionResolver } from './session/session.resolver.ts';
import { tenantsById } from './tenant/find-tenant.ts';

/**
 * Who works here and what they may do, and what needs them. Tenants and dead letters stand in the schema platform, which only exists
 * once the installation is open: so it is asked for when it is needed.
 */
export const tenants = ({ platform }: { readonly platform: () => PlatformContext }): SubgraphDeclaration =>
  defineSubgraph({
    name: 'tenants',
    resolvers: [
      new SessionResolver(platform),
      new MemberResolver(),
      new RoleResolver(),
      new AlertResolver(),
      new AlertChangedResolver(),
      new DeadLetterResolver(platform),
    ],
    references: {
      Member: inOrder(membersById),
      Role: inOrder(rolesById),
      Tenant: inOrder(tenantsById(platform)),
      Alert: inOrder(alertsById),
      DeadLetter: inOrder(deadLettersById(platform)),
    },
    entities: [Member, Role, Alert],
    migrations: new URL('./migrations/', import.meta.url),
    platformMigrations: new URL('./migrations/platform/', import.meta.url),
    consumers: [raiseAlertConsumer],
  });
