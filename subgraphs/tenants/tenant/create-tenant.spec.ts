import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scopeCatalogue } from '#kernel/auth/scopes.ts';
import { Role } from '../role/role.entity.ts';
import { type Fixture, makeFixture } from '../testing/make-tenant.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await makeFixture();
});
afterAll(() => fixture.close());

describe('createTenant', () => {
  it('makes a tenant whose built-in roles allow what the design says', async () => {
    const tenant = await fixture.tenant();
    const roles = await tenant.ctx().em.find(Role, {});
    const scopesOf = Object.fromEntries(roles.map((role) => [role.name, role.scopes.toSorted()]));
    const reading = ['ai', 'conversations', 'crm', 'knowledge', 'leads', 'members', 'operations', 'reviews', 'runs'].map(
      (domain) => `${domain}:read`,
    );
    const all = Object.keys(scopeCatalogue).sort();
    expect(scopesOf).toEqual({
      owner: all,
      admin: all,
      reviewer: [...reading, 'contacts:pii', 'conversations:write', 'knowledge:write', 'leads:write', 'reviews:decide'].sort(),
      analyst: reading,
      integration: [],
    });
    expect(roles.every((role) => role.builtIn)).toBe(true);
  });

  it('lists the tenant as active, with its name and slug', async () => {
    const { id, slug } = await fixture.tenant({ name: '  Acme Tea  ' });
    const { rows } = await fixture.platform.platform.query(
      'select id, slug, name from platform.tenant where suspended_at is null and id = $1',
      [id],
    );
    expect(rows).toEqual([{ id, slug, name: 'Acme Tea' }]);
  });

  it('refuses a slug that is taken', async () => {
    const { slug } = await fixture.tenant();
    await expect(fixture.tenant({ slug })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('gives a slug to one of two who ask at the same moment', async () => {
    const outcomes = await Promise.allSettled([fixture.tenant({ slug: 'twice' }), fixture.tenant({ slug: 'twice' })]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find((outcome) => outcome.status === 'rejected')?.reason).toMatchObject({ code: 'CONFLICT' });
  });

  it.each(['a', 'Acme', 'a_b', '-ab', 'ab-', 'x'.repeat(41), ''])('refuses the slug %j', async (slug) => {
    await expect(fixture.tenant({ slug })).rejects.toMatchObject({ code: 'BAD_USER_INPUT', detail: { field: 'slug' } });
  });

  it('takes slugs of 2 to 40 characters', async () => {
    await expect(fixture.tenant({ slug: 'ab' })).resolves.toBeDefined();
    await expect(fixture.tenant({ slug: `a${'-b'.repeat(19)}c` })).resolves.toBeDefined();
  });
});
