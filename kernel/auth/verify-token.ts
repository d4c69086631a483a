import { hash } from 'node:crypto';
import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Config } from '#kernel/config/config.ts';
import { unauthenticated, upstreamUnavailable } from '#kernel/errors/public-error.ts';
import { type Clock, systemClock } from '#kernel/tenancy/context.ts';
import type { TokenClaims } from './principal.ts';

/** Answers a token's claims, or throws UNAUTHENTICATED. Verified claims are kept until the token runs out. */
export type VerifyToken = (token: string) => Promise<TokenClaims>;

const claims = z.object({
  sub: z.string().min(1),
  tenant: z.string().min(1),
  roles: z.array(z.string()),
  scopes: z.array(z.string()).optional(),
  exp: z.number(),
});

// a failed request is a generic error of jose, or fetch's own
const faultsOfTheKeyServer = new Set(['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID']);
const longestTokenBytes = 8_192;

/** HS256 under `secret`, or the keys of the issuer's JWKS: an asymmetric algorithm only, so that a public key is never taken for a secret. */
export function tokenVerifier(auth: Config['auth'], clock: Clock = systemClock): VerifyToken {
  const check = signatureCheck(auth);
  const verified = new LRUCache<string, TokenClaims>({ max: 10_000 });
  return async (token) => {
    if (token.length > longestTokenBytes) throw unauthenticated('The token is too long.');
    const key = hash('sha256', token, 'base64');
    const known = verified.get(key);
    if (known !== undefined) {
      if (known.expiresAt > clock.now()) return known;
      verified.delete(key);
      throw unauthenticated('The token has expired.');
    }
    const read = readClaims(await check(token, { currentDate: clock.now() }));
    verified.set(key, read);
    return read;
  };
}

type Check = (token: string, options: JWTVerifyOptions) => Promise<JWTPayload>;

function signatureCheck(auth: Config['auth']): Check {
  if (auth.jwks !== undefined) {
    const { url, issuer, audience } = auth.jwks;
    const keys = createRemoteJWKSet(new URL(url));
    const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
    return (token, options) => payloadOf(jwtVerify(token, keys, { ...options, algorithms, issuer, audience }));
  }
  if (auth.secret === undefined) throw new Error('Tokens are verified with a secret or with a JWKS, and neither is configured.');
  const secret = new TextEncoder().encode(auth.secret);
  const { issuer } = auth;
  return (token, options) => payloadOf(jwtVerify(token, secret, { ...options, algorithms: ['HS256'], issuer }));
}

async function payloadOf(verification: Promise<{ payload: JWTPayload }>): Promise<JWTPayload> {
  try {
    return (await verification).payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw unauthenticated('The token has expired.');
    if (error instanceof errors.JOSEError && !faultsOfTheKeyServer.has(error.code))
      throw unauthenticated('The token is not valid.');
    throw upstreamUnavailable('The keys that tokens are verified with cannot be had at the moment.', { cause: error });
  }
}

function readClaims(payload: JWTPayload): TokenClaims {
  const parsed = claims.safeParse(payload);
  if (!parsed.success) throw unauthenticated('The token lacks a claim: sub, tenant, roles and exp are needed.');
  const { sub, tenant, roles, scopes, exp } = parsed.data;
  return { subject: sub, tenant, roles, scopes: scopes ?? null, expiresAt: new Date(exp * 1000) };
}
