import { expect, it } from 'vitest';
import { mayGive, mayTake } from './may-give.ts';

const everything = ['members:manage', 'leads:read'];
const owner = { id: '1', name: 'owner', scopes: everything };
const admin = { id: '2', name: 'admin', scopes: everything };
const watcher = { id: '3', name: 'Lead watcher', scopes: ['leads:read'] };
const as = (role: string, scopes: readonly string[]) => ({ roles: [role], may: (scope: string) => scopes.includes(scope) });
const given = (giver: ReturnType<typeof as>) => [owner, admin, watcher].filter((role) => mayGive(giver, role));

it('offers an owner every role, another only what their own role allows, and never to make or change an owner', () => {
  expect(given(as('owner', everything))).toEqual([owner, admin, watcher]);
  expect(given(as('admin', everything))).toEqual([admin, watcher]);
  expect(given(as('Office', ['members:manage']))).toEqual([]);
  expect([mayTake(as('admin', []), owner), mayTake(as('admin', []), admin), mayTake(as('owner', []), owner)]).toEqual([
    false,
    true,
    true,
  ]);
});
