import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Member } from '../member/member.entity.ts';
import { setMemberRole } from '../member/set-member-role.ts';
import { type Fixture, makeFixture, type TenantFixture } from '../testing/make-tenant.ts';
import { defineRole } from './define-role.ts';
import { listRoles } from './list-roles.ts';
import { removeRole } from './remove-role.ts';
import { updateRole } from './update-role.ts';

let fixture: Fixture;
let tenant: TenantFixture;
let owner: Member;
beforeAll(async () => {
  fixture = await makeFixture();
});
beforeEach(async () => {
  tenant = await fixture.tenant();
  owner = await tenant.member('owner');
});
afterAll(() => fixture.close());

const define = (name: string, scopes: string[] = ['leads:read']) => tenant.as(owner, (tx) => defineRole(tx, name, scopes));
const names = async (): Promise<string[]> => (await listRoles(tenant.ctx())).map((role) => role.name);

describe('a role of the tenant’s own', () => {
  it('is defined after the built-in ones, with each scope once', async () => {
    await define(' sales ', ['leads:write', 'leads:read', 'leads:write']);
    const roles = await listRoles(tenant.ctx());
    expect(roles.map((role) => role.name)).toEqual(['owner', 'admin', 'reviewer', 'analyst', 'integration', 'sales']);
    expect(roles.at(-1)).toMatchObject({ builtIn: false, scopes: ['leads:read', 'leads:write'] });
  });

  it.each([
    ['a name without letters', '  ', ['leads:read'], 'name'],
    ['a name that is too long', 'x'.repeat(61), ['leads:read'], 'name'],
    ['a scope that does not exist', 'sales', ['leads:sell'], 'scopes'],
  ])('is refused with %s', async (_, name, scopes, field) => {
    await expect(define(name, scopes)).rejects.toMatchObject({ code: 'BAD_USER_INPUT', detail: { field } });
  });

  it('is refused under a name that is taken, whatever its case', async () => {
    await expect(define('Owner')).rejects.toMatchObject({ code: 'CONFLICT' });
    const role = await define('sales');
    await expect(tenant.as(owner, (tx) => updateRole(tx, role.id, { name: 'ANALYST' }))).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });

  it('keeps what an update does not name', async () => {
    const role = await define('sales', ['leads:read']);
    await tenant.as(owner, (tx) => updateRole(tx, role.id, { scopes: ['crm:read'] }));
    await tenant.as(owner, (tx) => updateRole(tx, role.id, { name: 'selling', scopes: null }));
    expect(await tenant.role('selling')).toMatchObject({ id: role.id, scopes: ['crm:read'] });
  });

  it('is not widened by who has it', async () => {
    const role = await define('office', ['members:manage']);
    const member = await tenant.member('office');
    const scopes = ['members:manage', 'crm:manage'];
    await expect(tenant.as(member, (tx) => updateRole(tx, role.id, { scopes }))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await tenant.role('office')).toMatchObject({ scopes: ['members:manage'] });
  });

  it('is removed once no member has it', async () => {
    const role = await define('sales');
    const member = await tenant.member('sales');
    await expect(tenant.as(owner, (tx) => removeRole(tx, role.id))).rejects.toMatchObject({ code: 'CONFLICT' });
    const analyst = await tenant.role('analyst');
    await tenant.as(owner, (tx) => setMemberRole(tx, member.id, analyst.id));
    expect(await tenant.as(owner, (tx) => removeRole(tx, role.id))).toMatchObject({ id: role.id, name: 'sales' });
    expect(await names()).not.toContain('sales');
  });
});

it('neither changes nor removes a built-in role', async () => {
  const { id } = await tenant.role('analyst');
  await expect(tenant.as(owner, (tx) => updateRole(tx, id, { scopes: [] }))).rejects.toMatchObject({ code: 'CONFLICT' });
  await expect(tenant.as(owner, (tx) => removeRole(tx, id))).rejects.toMatchObject({ code: 'CONFLICT' });
});

it.each(['nonsense', randomUUID()])('does not find the role %s', async (id) => {
  await expect(tenant.as(owner, (tx) => removeRole(tx, id))).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
