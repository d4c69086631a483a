import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defineRole } from '../role/define-role.ts';
import { type Fixture, makeFixture, type TenantFixture } from '../testing/make-tenant.ts';
import { disableMember } from './disable-member.ts';
import { enableMember } from './enable-member.ts';
import { inviteMember } from './invite-member.ts';
import { listMembers } from './list-members.ts';
import { Member } from './member.entity.ts';
import { openDisplayName, openEmail } from './member-identity.ts';
import { setMemberRole } from './set-member-role.ts';

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

const roleId = async (name: string): Promise<string> => (await tenant.role(name)).id;
const stored = (id: string): Promise<Member> => tenant.ctx().em.findOneOrFail(Member, { id }, { populate: ['role'] });
const forbidden = { code: 'FORBIDDEN' };
const conflict = { code: 'CONFLICT' };

describe('inviteMember', () => {
  it('adds a member whose name and address are kept sealed', async () => {
    const reviewer = await roleId('reviewer');
    const { id } = await tenant.as(owner, (tx) => inviteMember(tx, ' ines@acme.example ', ' Ines Moreau ', reviewer));
    const member = await stored(id);
    expect(member.role.name).toBe('reviewer');
    expect(await openEmail(tenant.ctx(), member)).toBe('ines@acme.example');
    expect(await openDisplayName(tenant.ctx(), member)).toBe('Ines Moreau');
    expect(Buffer.concat([member.sealedEmail, member.sealedDisplayName]).toString('latin1')).not.toMatch(/ines|moreau/i);
  });

  it('refuses an address that a member has, whatever its case, and what is no address or no name', async () => {
    const analyst = await roleId('analyst');
    const invite = (email: string, name = 'Ines') => tenant.as(owner, (tx) => inviteMember(tx, email, name, analyst));
    await invite('ines@acme.example');
    await expect(invite('INES@acme.example')).rejects.toMatchObject(conflict);
    await expect(invite('ines')).rejects.toMatchObject({ code: 'BAD_USER_INPUT', detail: { field: 'email' } });
    await expect(invite('uli@acme.example', '  ')).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      detail: { field: 'displayName' },
    });
  });

  it('does not find a role of another tenant', async () => {
    const other = await (await fixture.tenant()).role('analyst');
    await expect(tenant.as(owner, (tx) => inviteMember(tx, 'ines@acme.example', 'Ines', other.id))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('who may give which role', () => {
  it('lets only an owner make owners, and change or shut out one', async () => {
    const admin = await tenant.member('admin');
    const second = await tenant.member('owner');
    const [ownerRole, analyst] = [await roleId('owner'), await roleId('analyst')];
    await expect(tenant.as(admin, (tx) => inviteMember(tx, 'a@acme.example', 'A', ownerRole))).rejects.toMatchObject(forbidden);
    await expect(tenant.as(admin, (tx) => setMemberRole(tx, admin.id, ownerRole))).rejects.toMatchObject(forbidden);
    await expect(tenant.as(admin, (tx) => setMemberRole(tx, second.id, analyst))).rejects.toMatchObject(forbidden);
    await expect(tenant.as(admin, (tx) => disableMember(tx, second.id))).rejects.toMatchObject(forbidden);
    await tenant.as(owner, (tx) => setMemberRole(tx, admin.id, ownerRole));
    expect((await stored(admin.id)).role.name).toBe('owner');
  });

  it('lets nobody give more than its own role allows', async () => {
    const staffing = await tenant.as(owner, (tx) => defineRole(tx, 'staffing', ['members:manage', 'leads:write']));
    const clerk = await tenant.member('staffing');
    const [admin, leadsOnly] = [await roleId('admin'), await tenant.as(clerk, (tx) => defineRole(tx, 'leads', ['leads:read']))];
    await expect(tenant.as(clerk, (tx) => setMemberRole(tx, clerk.id, admin))).rejects.toMatchObject({
      ...forbidden,
      detail: { missing: expect.arrayContaining(['audit:read']) },
    });
    await expect(tenant.as(clerk, (tx) => defineRole(tx, 'more', ['leads:read', 'crm:manage']))).rejects.toMatchObject(forbidden);
    const invited = await tenant.as(clerk, (tx) => inviteMember(tx, 'b@acme.example', 'B', leadsOnly.id));
    await tenant.as(clerk, (tx) => setMemberRole(tx, invited.id, staffing.id));
    expect((await stored(invited.id)).role.name).toBe('staffing');
  });
});

describe('the last owner', () => {
  it('is neither demoted nor disabled', async () => {
    const analyst = await roleId('analyst');
    await expect(tenant.as(owner, (tx) => setMemberRole(tx, owner.id, analyst))).rejects.toMatchObject(conflict);
    await expect(tenant.as(owner, (tx) => disableMember(tx, owner.id))).rejects.toMatchObject(conflict);
  });

  it('is the one who is not disabled', async () => {
    const second = await tenant.member('owner');
    await tenant.as(owner, (tx) => disableMember(tx, second.id));
    await expect(tenant.as(owner, (tx) => disableMember(tx, owner.id))).rejects.toMatchObject(conflict);
  });

  it('stays when two owners demote each other at the same moment', async () => {
    const second = await tenant.member('owner');
    const analyst = await roleId('analyst');
    const outcomes = await Promise.allSettled([
      tenant.as(owner, (tx) => setMemberRole(tx, second.id, analyst)),
      tenant.as(second, (tx) => setMemberRole(tx, owner.id, analyst)),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const ownerRole = await roleId('owner');
    expect(await tenant.ctx().em.count(Member, { role: ownerRole })).toBe(1);
  });
});

describe('disabling', () => {
  it('shuts a member out, and enabling lets it in with the role it had', async () => {
    const member = await tenant.member('reviewer');
    await tenant.as(owner, (tx) => disableMember(tx, member.id));
    expect(await stored(member.id)).toMatchObject({ disabled: true });
    await tenant.as(owner, (tx) => enableMember(tx, member.id));
    expect(await stored(member.id)).toMatchObject({ disabled: false, role: { name: 'reviewer' } });
  });

  it('is a CONFLICT for one who is disabled, as enabling is for one who is not', async () => {
    const member = await tenant.member('reviewer');
    await expect(tenant.as(owner, (tx) => enableMember(tx, member.id))).rejects.toMatchObject(conflict);
    await tenant.as(owner, (tx) => disableMember(tx, member.id));
    await expect(tenant.as(owner, (tx) => disableMember(tx, member.id))).rejects.toMatchObject(conflict);
  });

  it.each(['nonsense', randomUUID()])('does not find %s', async (id) => {
    await expect(tenant.as(owner, (tx) => disableMember(tx, id))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('listMembers', () => {
  it('walks the members, the newest first, and counts them', async () => {
    const second = await tenant.member('analyst');
    const page = await listMembers(tenant.ctx(), { first: 1 });
    expect(page.nodes.map(({ id }) => id)).toEqual([second.id]);
    const { endCursor: after } = page.pageInfo;
    expect((await listMembers(tenant.ctx(), { first: 1, after })).nodes.map(({ id }) => id)).toEqual([owner.id]);
    expect(typeof page.totalCount === 'function' && (await page.totalCount())).toBe(2);
  });
});
