import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { type Clock, systemClock } from '#kernel/tenancy/context.ts';
import { tenantId } from '#kernel/tenancy/tenant.ts';
import type { Principal } from './principal.ts';
import { scopeSet } from './scope-set.ts';

export interface InternalKey {
  readonly id: string;
  readonly key: Buffer;
}

/** The header that carries the gateway's word for who asks. */
export const identityHeader = 'x-parley-identity';

const validForMs = 30_000;
/** Two machines' clocks differ: an identity from the near future is one from now. */
const clockSkewMs = 5_000;

const statement = z.object({
  aud: z.string(),
  iat: z.number(),
  tenant: z.string(),
  member: z.string(),
  roles: z.array(z.string()),
  scopes: z.array(z.string()),
  exp: z.number(),
});

/** `<key id>.<statement>.<HMAC-SHA-256 of both>`, signed with the first key: what the gateway says of its caller to one subgraph. */
export function signIdentity(
  principal: Principal,
  audience: string,
  keys: readonly [InternalKey, ...InternalKey[]],
  clock: Clock = systemClock,
): string {
  const [{ id, key }] = keys;
  const { tenant, memberId: member, roles, scopes, expiresAt } = principal;
  const said = {
    aud: audience,
    iat: clock.now().getTime(),
    tenant,
    member,
    roles,
    scopes: [...scopes],
    exp: expiresAt.getTime(),
  };
  const signed = `${id}.${Buffer.from(JSON.stringify(said)).toString('base64url')}`;
  return `${signed}.${mac(signed, key).toString('base64url')}`;
}

/** Null: not the word of a gateway that has one of our keys, not meant for this audience, or older than 30 s. */
export function verifyIdentity(
  identity: string,
  audience: string,
  keys: readonly InternalKey[],
  clock: Clock = systemClock,
): Principal | null {
  const parts = /^(([\w-]+)\.([\w-]+))\.([\w-]+)$/.exec(identity);
  const key = keys.find(({ id }) => id === parts?.[2]);
  if (parts === null || key === undefined) return null;
  const [, signed = '', , body = '', signature = ''] = parts;
  const expected = mac(signed, key.key);
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const said = statement.parse(JSON.parse(Buffer.from(body, 'base64url').toString()));
  const age = clock.now().getTime() - said.iat;
  if (said.aud !== audience || age > validForMs || age < -clockSkewMs) return null;
  return {
    tenant: tenantId(said.tenant),
    memberId: said.member,
    roles: said.roles,
    scopes: scopeSet(said.scopes),
    expiresAt: new Date(said.exp),
  };
}

const mac = (text: string, key: Buffer): Buffer => createHmac('sha256', key).update(text).digest();
