import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError } from './config-error.ts';
import { loadDevelopmentSecrets } from './development-secrets.ts';

describe('loadDevelopmentSecrets', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'parley-secrets-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));

  it('makes secrets once, for the owner only, and leaves no draft behind', () => {
    const inner = join(dataDir, 'new');
    const first = loadDevelopmentSecrets(inner);
    expect(loadDevelopmentSecrets(inner)).toEqual(first);
    expect(statSync(join(inner, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(readdirSync(inner)).toEqual(['secrets.json']);
  });

  it('makes different secrets in every folder', () => {
    expect(loadDevelopmentSecrets(join(dataDir, 'a'))).not.toEqual(loadDevelopmentSecrets(join(dataDir, 'b')));
  });

  it('never replaces a damaged file', () => {
    const file = join(dataDir, 'secrets.json');
    writeFileSync(file, '{"jwtSecret":');
    expect(() => loadDevelopmentSecrets(dataDir)).toThrow(ConfigError);
    expect(readFileSync(file, 'utf8')).toBe('{"jwtSecret":');
  });
});
