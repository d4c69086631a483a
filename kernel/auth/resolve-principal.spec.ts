import { expect, test } from 'vitest';
import { tenantId } from '#kernel/tenancy/tenant.ts';
import type { MemberDirectory, TokenClaims } from './principal.ts';
import { principalResolver } from './resolve-principal.ts';
import { scopeCatalogue, withImpliedScopes } from './scopes.ts';

const tenant = tenantId('acmeacmeac');
const roles: Record<string, string[]> = {
  owner: Object.keys(scopeCatalogue),
  reviewer: ['leads:write', 'reviews:decide'],
  analyst: ['leads:read'],
};
const makeDirectory = (role = 'reviewer') => {
  const directory = {
    role: role as string | null,
    questions: 0,
    async find() {
      directory.questions++;
      return directory.role === null
        ? null
        : { tenant, memberId: 'm1', role: directory.role, scopes: roles[directory.role] ?? [] };
    },
    scopesOfRole: async (_tenant: string, name: string) => roles[name] ?? null,
  };
  return directory satisfies MemberDirectory;
};
const makeClaims = (claims: Partial<TokenClaims> = {}): TokenClaims => ({
  subject: 'm1',
  tenant: 'acme',
  roles: ['reviewer'],
  scopes: null,
  expiresAt: new Date(Date.now() + 60_000),
  ...claims,
});
const scopesOf = async (directory: MemberDirectory, claims: Partial<TokenClaims>) => {
  const principal = await principalResolver(async () => makeClaims(claims), directory)('token');
  return [...principal.scopes].sort();
};

test('a caller may do what its role, its token’s roles and its token’s scopes all allow', async () => {
  const all = ['leads:read', 'leads:write', 'reviews:decide', 'reviews:read'];
  expect(await scopesOf(makeDirectory(), {})).toEqual(all);
  expect(await scopesOf(makeDirectory('owner'), {})).toEqual(all);
  expect(await scopesOf(makeDirectory(), { roles: ['owner'] })).toEqual(all);
  expect(await scopesOf(makeDirectory(), { roles: ['analyst'] })).toEqual(['leads:read']);
  expect(await scopesOf(makeDirectory(), { scopes: ['leads:write', 'crm:manage'] })).toEqual(['leads:read', 'leads:write']);
  expect(await scopesOf(makeDirectory(), { scopes: [] })).toEqual([]);
  expect(await scopesOf(makeDirectory(), { roles: ['no such role'] })).toEqual([]);
});

test('the same scopes are the same object, so that decisions about them can be remembered', async () => {
  const resolve = principalResolver(async () => makeClaims(), makeDirectory());
  expect((await resolve('one')).scopes).toBe((await resolve('two')).scopes);
});

test('an unknown or disabled member is nobody', async () => {
  const directory = makeDirectory();
  directory.role = null;
  await expect(principalResolver(async () => makeClaims(), directory)('token')).rejects.toMatchObject({
    code: 'UNAUTHENTICATED',
  });
});

test('the member is asked for once in a while, and a change of role is seen after it', async () => {
  const directory = makeDirectory();
  const resolve = principalResolver(async () => makeClaims({ roles: ['owner'] }), directory, 50);
  await Promise.all([resolve('token'), resolve('token'), resolve('token')]);
  expect(directory.questions).toBe(1);
  directory.role = 'analyst';
  await expect.poll(async () => [...(await resolve('token')).scopes]).toEqual(['leads:read']);
});

test('a directory that fails is asked again', async () => {
  const directory = makeDirectory();
  let failures = 1;
  const failing: MemberDirectory = {
    ...directory,
    find: async () => {
      if (failures-- > 0) throw new Error('no database');
      return directory.find();
    },
  };
  const resolve = principalResolver(async () => makeClaims(), failing);
  await expect(resolve('token')).rejects.toThrow('no database');
  expect(await resolve('token')).toMatchObject({ memberId: 'm1' });
});

test('what one may change one may see, and nothing more follows', () => {
  expect([...withImpliedScopes(['ai:configure', 'channels:manage', 'contacts:erase', 'webhooks:manage'])].sort()).toEqual([
    'ai:configure',
    'ai:read',
    'channels:manage',
    'contacts:erase',
    'conversations:read',
    'webhooks:manage',
  ]);
});
