import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MemberDirectory } from '#kernel/auth/principal.ts';
import { type Fixture, makeFixture, type TenantFixture } from '../testing/make-tenant.ts';
import { memberDirectory } from './directory.ts';
import { disableMember } from './disable-member.ts';
import { setMemberRole } from './set-member-role.ts';

let fixture: Fixture;
let directory: MemberDirectory;
let acme: TenantFixture;
beforeAll(async () => {
  fixture = await makeFixture();
  directory = memberDirectory(fixture.platform);
  acme = await fixture.tenant();
  await acme.member('owner');
});
afterAll(() => fixture.close());

describe('the member directory', () => {
  it('finds a member by its id, its subject or its e-mail address, in a tenant by id or slug', async () => {
    const invited = await acme.member('analyst', { email: 'Ines@Acme.example' });
    const known = await acme.member('reviewer', { subject: 'auth0|77', email: 'uli@acme.example' });
    const found = { tenant: acme.id, memberId: invited.id, role: 'analyst', scopes: invited.role.scopes };
    expect(await directory.find(acme.id, invited.id)).toEqual(found);
    expect(await directory.find(acme.slug, 'ines@acme.example')).toEqual(found);
    expect(await directory.find(acme.slug, 'auth0|77')).toMatchObject({ memberId: known.id, role: 'reviewer' });
    expect(await directory.find(acme.slug, 'uli@acme.example')).toBeNull();
  });

  it('knows nobody who is unknown, of another tenant, or disabled', async () => {
    const member = await acme.member('analyst');
    const globex = await fixture.tenant();
    expect(await directory.find(acme.slug, randomUUID())).toBeNull();
    expect(await directory.find(globex.slug, member.id)).toBeNull();
    expect(await directory.find('no-such-tenant', member.id)).toBeNull();
    await acme.transaction((tx) => disableMember(tx, member.id));
    expect(await directory.find(acme.slug, member.id)).toBeNull();
  });

  it('knows nobody of a suspended tenant', async () => {
    const tenant = await fixture.tenant();
    const member = await tenant.member('owner');
    await fixture.platform.platform.query('update platform.tenant set suspended_at = now() where id = $1', [tenant.id]);
    expect(await directory.find(tenant.id, member.id)).toBeNull();
    expect(await directory.find(tenant.slug, member.id)).toBeNull();
  });

  it('never lets a slug stand for another tenant whose id is spelled like it', async () => {
    const member = await acme.member('analyst');
    await fixture.tenant({ slug: acme.id });
    expect(await directory.find(acme.id, member.id)).toMatchObject({ tenant: acme.id });
  });

  it('answers a change of role at once', async () => {
    const member = await acme.member('analyst');
    const { id } = await acme.role('reviewer');
    await acme.transaction((tx) => setMemberRole(tx, member.id, id));
    expect(await directory.find(acme.slug, member.id)).toMatchObject({ role: 'reviewer' });
  });

  it('sees a tenant that another process made', async () => {
    const other = await fixture.openAnother();
    const tenant = await fixture.tenant();
    const member = await tenant.member('owner');
    expect(await memberDirectory(other.platform).find(tenant.slug, member.id)).toMatchObject({ memberId: member.id });
  });

  it('answers what a role of the tenant allows, and null for one that it does not have', async () => {
    expect(await directory.scopesOfRole(acme.id, 'analyst')).toContain('leads:read');
    expect(await directory.scopesOfRole(acme.id, 'nobody')).toBeNull();
  });
});
