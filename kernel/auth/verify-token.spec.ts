import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, onTestFinished, test } from 'vitest';
import { issueToken } from './issue-token.ts';
import { tokenVerifier } from './verify-token.ts';

const auth = { secret: 'a secret that is long enough for every one of us', issuer: 'parley' };
const request = { subject: 'm1', tenant: 'acme', roles: ['reviewer'], ttlSeconds: 60 };
const clockAt = (seconds: number) => ({ now: () => new Date(Date.UTC(2026, 0, 1) + seconds * 1000) });
const rejected = { code: 'UNAUTHENTICATED' };

describe('a token under the secret', () => {
  test('says who, where, and within which limits', async () => {
    const token = await issueToken(auth, { ...request, scopes: ['leads:read'] }, clockAt(0));
    expect(await tokenVerifier(auth, clockAt(1))(token)).toEqual({
      subject: 'm1',
      tenant: 'acme',
      roles: ['reviewer'],
      scopes: ['leads:read'],
      expiresAt: clockAt(60).now(),
    });
    expect(await tokenVerifier(auth, clockAt(1))(await issueToken(auth, request, clockAt(0)))).toMatchObject({ scopes: null });
  });

  test('is refused from the moment it runs out, also when it was verified before', async () => {
    let now = 0;
    const verify = tokenVerifier(auth, { now: () => clockAt(now).now() });
    const token = await issueToken(auth, request, clockAt(0));
    await verify(token);
    now = 60;
    await expect(verify(token)).rejects.toMatchObject(rejected);
    await expect(tokenVerifier(auth, clockAt(60))(token)).rejects.toMatchObject(rejected);
  });

  test.each([
    ['another secret', () => issueToken({ ...auth, secret: `${auth.secret}!` }, request)],
    ['another issuer', () => issueToken({ ...auth, issuer: 'else' }, request)],
    [
      'no signature',
      async () =>
        new UnsecuredJWT({ tenant: 'acme', roles: [] }).setIssuer('parley').setSubject('m1').setExpirationTime('1h').encode(),
    ],
    [
      'no expiry',
      () =>
        new SignJWT({ tenant: 'acme', roles: [] })
          .setProtectedHeader({ alg: 'HS256' })
          .setIssuer('parley')
          .setSubject('m1')
          .sign(Buffer.from(auth.secret)),
    ],
    [
      'no tenant',
      () =>
        new SignJWT({ roles: [] })
          .setProtectedHeader({ alg: 'HS256' })
          .setIssuer('parley')
          .setSubject('m1')
          .setExpirationTime('1h')
          .sign(Buffer.from(auth.secret)),
    ],
    ['no sense', async () => 'x.y.z'],
    ['ten thousand letters', async () => 'a'.repeat(10_000)],
  ])('is refused with %s', async (_name, make) => {
    await expect(tokenVerifier(auth)(await make())).rejects.toMatchObject(rejected);
  });
});

describe('a token under the keys of an issuer', () => {
  const served = async () => {
    const { publicKey, privateKey } = await generateKeyPair('RS256');
    const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256' };
    const server = createServer((_request, response) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] })),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const jwks = {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
      issuer: 'https://id.example',
      audience: 'parley',
    };
    const sign = (key: Parameters<SignJWT['sign']>[0], audience: string, alg = 'RS256') =>
      new SignJWT({ tenant: 'acme', roles: ['owner'] })
        .setProtectedHeader({ alg, kid: 'k1' })
        .setIssuer(jwks.issuer)
        .setSubject('m1')
        .setAudience(audience)
        .setExpirationTime('1h')
        .sign(key);
    return { verify: tokenVerifier({ issuer: jwks.issuer, jwks }), sign, privateKey, publicKey };
  };

  test('is accepted for our audience only', async () => {
    const { verify, sign, privateKey } = await served();
    expect(await verify(await sign(privateKey, 'parley'))).toMatchObject({ subject: 'm1', roles: ['owner'] });
    await expect(verify(await sign(privateKey, 'another'))).rejects.toMatchObject(rejected);
  });

  test('cannot be forged with the public key as an HMAC secret', async () => {
    const { verify, sign, publicKey } = await served();
    const secret = new TextEncoder().encode(JSON.stringify(await exportJWK(publicKey)));
    await expect(verify(await sign(secret, 'parley', 'HS256'))).rejects.toMatchObject(rejected);
  });

  test('is no fault of its bearer while the keys cannot be had', async () => {
    const { sign, privateKey } = await served();
    const jwks = { url: 'http://127.0.0.1:1/', issuer: 'https://id.example', audience: 'parley' };
    const away = tokenVerifier({ issuer: jwks.issuer, jwks });
    await expect(away(await sign(privateKey, 'parley'))).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  });
});
