import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scopeCatalogue } from '#kernel/auth/scopes.ts';
import { type AskedSubgraph, askSubgraph } from '#kernel/testing/ask-subgraph.ts';
import type { Member } from './member/member.entity.ts';
import { tenants } from './subgraph.ts';
import { type Fixture, makeFixture, type TenantFixture } from './testing/make-tenant.ts';

let fixture: Fixture;
let tenant: TenantFixture;
let owner: Member;
let subgraph: AskedSubgraph;
beforeAll(async () => {
  fixture = await makeFixture();
  tenant = await fixture.tenant({ name: 'Acme Tea' });
  owner = await tenant.member('owner', { email: 'grace@acme.example', displayName: 'Grace Okafor' });
  subgraph = await askSubgraph(fixture.installation, tenant.id, tenants({ platform: () => fixture.platform }));
});
afterAll(() => fixture.close());

const asOwner = () => ({ memberId: owner.id, scopes: Object.keys(scopeCatalogue) });

describe('the session', () => {
  const query =
    '{ session { eventCursor tenant { id name slug createdAt } member { id displayName role { name } } roles scopes expiresAt } }';

  it('says who asks, for which tenant, with which scopes, and where the feed stands', async () => {
    const data = await subgraph.answer({ memberId: owner.id, scopes: ['runs:read', 'leads:read'] }, query);
    expect(data['session']).toEqual({
      eventCursor: await fixture.installation.feed.head(tenant.id),
      tenant: { id: tenant.id, name: 'Acme Tea', slug: tenant.slug, createdAt: expect.stringMatching(/Z$/) },
      member: { id: owner.id, displayName: 'Grace Okafor', role: { name: 'owner' } },
      roles: ['test'],
      scopes: ['leads:read', 'runs:read'],
      expiresAt: expect.stringMatching(/Z$/),
    });
  });

  it('shows no e-mail address to who may not read members', async () => {
    const { data, errors } = await subgraph.ask({ memberId: owner.id, scopes: [] }, '{ session { member { email } } }');
    expect(data).toBeUndefined();
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});

describe('members and roles in the graph', () => {
  it('are invited, given roles, shut out and let in by mutation', async () => {
    const listed = await subgraph.answer(asOwner(), '{ roles { id name builtIn scopes } scopes { name description } }');
    const roles = new Map((listed['roles'] as { id: string; name: string }[]).map(({ id, name }) => [name, id]));
    expect((listed['scopes'] as { name: string }[]).map(({ name }) => name)).toEqual(Object.keys(scopeCatalogue));

    const invite = `mutation($role: ID!) {
      inviteMember(email: "uli@acme.example", displayName: "Uli Brandt", roleId: $role) { id displayName email disabled role { name } }
    }`;
    const invited = await subgraph.answer(asOwner(), invite, { role: roles.get('analyst') });
    const member = invited['inviteMember'] as { id: string };
    expect(member).toMatchObject({
      displayName: 'Uli Brandt',
      email: 'uli@acme.example',
      disabled: false,
      role: { name: 'analyst' },
    });

    const change = `mutation($id: ID!, $role: ID!) {
      setMemberRole(id: $id, roleId: $role) { role { name scopes } }
      disableMember(id: $id) { disabled }
      enableMember(id: $id) { disabled }
    }`;
    const changed = await subgraph.answer(asOwner(), change, { id: member.id, role: roles.get('reviewer') });
    expect(changed).toMatchObject({
      setMemberRole: { role: { name: 'reviewer' } },
      disableMember: { disabled: true },
      enableMember: { disabled: false },
    });
  });

  it('are defined, changed and removed by mutation', async () => {
    const define = 'mutation { defineRole(name: "sales", scopes: ["leads:read"]) { id builtIn scopes } }';
    const defined = await subgraph.answer(asOwner(), define);
    const { id } = defined['defineRole'] as { id: string };
    const change =
      'mutation($id: ID!) { updateRole(id: $id, scopes: ["crm:read"]) { name scopes } removeRole(id: $id) { id name } }';
    expect(await subgraph.ask(asOwner(), change, { id })).toEqual({
      data: { updateRole: { name: 'sales', scopes: ['crm:read'] }, removeRole: { id, name: 'sales' } },
    });
  });

  it('answer references in one call, and other tenants’ as if they were not there', async () => {
    const stranger = await (await fixture.tenant()).member('owner');
    const other = await fixture.tenant();
    const representations = [
      { __typename: 'Member', id: stranger.id },
      { __typename: 'Member', id: owner.id },
      { __typename: 'Tenant', id: other.id },
      { __typename: 'Tenant', id: tenant.id },
      { __typename: 'Role', id: owner.role.id },
      { __typename: 'Alert', id: randomUUID() },
      { __typename: 'DeadLetter', id: 'nonsense' },
    ];
    const data = await subgraph.answer(
      asOwner(),
      `query($representations: [_Any!]!) { _entities(representations: $representations) {
        ... on Member { id displayName role { name } } ... on Tenant { slug } ... on Role { name } ... on Alert { id } ... on DeadLetter { id }
      } }`,
      { representations },
    );
    expect(data['_entities']).toEqual([
      null,
      { id: owner.id, displayName: 'Grace Okafor', role: { name: 'owner' } },
      null,
      { slug: tenant.slug },
      { name: 'owner' },
      null,
      null,
    ]);
  });

  it('answer null for a member who is not there', async () => {
    const query = 'query($id: ID!) { member(id: $id) { id } }';
    for (const id of ['nonsense', randomUUID()]) {
      expect(await subgraph.ask({ scopes: ['members:read'] }, query, { id })).toEqual({ data: { member: null } });
    }
  });
});

it('answers alerts and dead letters to who operates', async () => {
  const data = await subgraph.answer(
    { scopes: ['operations:read'] },
    '{ alerts(open: true) { totalCount nodes { id } } deadLetters(filter: { topic: "x" }) { totalCount nodes { id } } }',
  );
  expect(data).toEqual({ alerts: { totalCount: 0, nodes: [] }, deadLetters: { totalCount: null, nodes: [] } });
});
