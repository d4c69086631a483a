import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { tenantId } from '#kernel/tenancy/tenant.ts';
import { type InternalKey, signIdentity, verifyIdentity } from './internal-identity.ts';
import type { Principal } from './principal.ts';
import { scopeSet } from './scope-set.ts';

const makeKey = (id: string): InternalKey => ({ id, key: randomBytes(32) });
const principal: Principal = {
  tenant: tenantId('acmeacmeac'),
  memberId: 'm1',
  roles: ['reviewer'],
  scopes: scopeSet(['leads:read', 'crm:read']),
  expiresAt: new Date(1_800_000_000_000),
};
const clockAt = (ms: number) => ({ now: () => new Date(1_700_000_000_000 + ms) });
const [current, previous] = [makeKey('b'), makeKey('a')];

test('a subgraph reads what the gateway said', () => {
  const identity = signIdentity(principal, 'leads', [current, previous], clockAt(0));
  expect(verifyIdentity(identity, 'leads', [current], clockAt(0))).toEqual(principal);
});

test('while keys are rotated, either is accepted', () => {
  const identity = signIdentity(principal, 'leads', [previous], clockAt(0));
  expect(verifyIdentity(identity, 'leads', [current, previous], clockAt(0))).toEqual(principal);
  expect(verifyIdentity(identity, 'leads', [current], clockAt(0))).toBeNull();
  expect(verifyIdentity(identity, 'leads', [makeKey('a')], clockAt(0))).toBeNull();
});

test('it is good for one subgraph and for 30 s', () => {
  const identity = signIdentity(principal, 'leads', [current], clockAt(0));
  expect(verifyIdentity(identity, 'crm', [current], clockAt(0))).toBeNull();
  expect(verifyIdentity(identity, 'leads', [current], clockAt(30_000))).not.toBeNull();
  expect(verifyIdentity(identity, 'leads', [current], clockAt(30_001))).toBeNull();
  expect(verifyIdentity(identity, 'leads', [current], clockAt(-60_000))).toBeNull();
});

test('a changed statement or signature is not accepted', () => {
  const [id, body = '', signature] = signIdentity(principal, 'leads', [current], clockAt(0)).split('.');
  const said = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
  const more = Buffer.from(JSON.stringify({ ...said, scopes: ['members:manage'] })).toString('base64url');
  for (const forged of [`${id}.${more}.${signature}`, `${id}.${body}.AAAA`, `${id}.${body}`, '', 'x'.repeat(100)]) {
    expect(verifyIdentity(forged, 'leads', [current], clockAt(0))).toBeNull();
  }
});
