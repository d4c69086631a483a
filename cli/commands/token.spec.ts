import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TokenClaims } from '#kernel/auth/principal.ts';
import { tokenVerifier } from '#kernel/auth/verify-token.ts';
import { demoTenants } from '../demo/demo-tenants.ts';
import { loadDevelopmentConfig } from '../load-development-config.ts';
import { token } from './token.ts';

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'parley-token-'));
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const printed = async (args: string[], env: NodeJS.ProcessEnv = {}): Promise<string[]> => {
  const lines: string[] = [];
  expect(await token(args, { DATA_DIR: dataDir, ...env }, (line) => lines.push(line))).toBe(0);
  return lines;
};

const claimsOf = async (args: string[]): Promise<TokenClaims> => {
  const [line = ''] = await printed(args);
  return tokenVerifier(loadDevelopmentConfig({ DATA_DIR: dataDir }).auth)(line);
};

const refusal = (args: string[], env: NodeJS.ProcessEnv = {}): Promise<unknown> =>
  token(args, { DATA_DIR: dataDir, ...env }, () => undefined).then(
    () => 'a token',
    (error: Error) => `${error.name}: ${error.message}`,
  );

const acmeReviewer = ['--tenant', 'acme', '--role', 'reviewer'];

describe('parley token', () => {
  it('prints one line: a token that an installation on the same data folder takes', async () => {
    expect(await printed(acmeReviewer)).toEqual([expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/)]);
    expect(await claimsOf(acmeReviewer)).toMatchObject({ tenant: 'acme', subject: 'acme-reviewer', roles: ['reviewer'] });
  });

  it('is of a member that the demo seeds, whichever of its roles is named', async () => {
    for (const { slug, members } of demoTenants) {
      for (const role of new Set(members.map((member) => member.role))) {
        const { subject } = await claimsOf(['--tenant', slug, '--role', role]);
        expect(members.map((member) => member.subject)).toContain(subject);
      }
    }
  });

  it('is of the member that is named, by the e-mail address of a demo member or by any other name of one', async () => {
    expect((await claimsOf([...acmeReviewer, '--member', 'Ravi@acme.example.com'])).subject).toBe('acme-reviewer-2');
    expect((await claimsOf([...acmeReviewer, '--member', 'somebody@else.example'])).subject).toBe('somebody@else.example');
  });

  it('narrows to the scopes that are named, in one list or several', async () => {
    const { scopes } = await claimsOf([...acmeReviewer, '--scope', 'reviews:read,leads:read', '--scope', 'crm:read']);
    expect(scopes).toEqual(['reviews:read', 'leads:read', 'crm:read']);
    expect((await claimsOf(acmeReviewer)).scopes).toBeNull();
  });

  it('ends when it was told to', async () => {
    const { expiresAt } = await claimsOf([...acmeReviewer, '--ttl', '15m']);
    expect(Math.abs(expiresAt.getTime() - Date.now() - 15 * 60_000)).toBeLessThan(5_000);
  });

  it('is refused in production, before anything is written or read', async () => {
    expect(await refusal(acmeReviewer, { NODE_ENV: 'production' })).toMatch(/^UsageError: .*NODE_ENV=production/);
  });

  it('is refused where tokens come from an identity provider', async () => {
    const env = { JWT_JWKS_URL: 'https://id.example/keys', JWT_ISSUER: 'https://id.example', JWT_AUDIENCE: 'parley' };
    expect(await refusal(acmeReviewer, env)).toMatch(/^UsageError: JWT_JWKS_URL is set/);
  });

  it('says what is wrong with what was typed', async () => {
    expect(await refusal(['--role', 'reviewer'])).toMatch(/--tenant is missing/);
    expect(await refusal(['--tenant', 'acme'])).toMatch(/--role is missing/);
    expect(await refusal([...acmeReviewer, '--scope', 'leads:read,leads:eat'])).toMatch(/there is no "leads:eat"/);
    for (const ttl of ['8', '0h', '31d', '-1h', 'soon'])
      expect(await refusal([...acmeReviewer, `--ttl=${ttl}`])).toMatch(/--ttl must be/);
    expect(await refusal([...acmeReviewer, '--tll', '8h'])).toMatch(/--tll/);
  });
});
