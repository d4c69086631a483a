import { describe, expect, it } from 'vitest';
import { loadConfig } from './config.ts';
import { ConfigError } from './config-error.ts';
import { withDevelopmentDefaults } from './development-defaults.ts';

const key = (fill: number): string => Buffer.alloc(32, fill).toString('base64');

const production = {
  NODE_ENV: 'production',
  JWT_JWKS_URL: 'https://id.example/keys',
  JWT_ISSUER: 'https://id.example',
  JWT_AUDIENCE: 'parley',
  ENCRYPTION_KEYS: `new:${key(1)},old:${key(2)}`,
  INTERNAL_KEYS: `i1:${key(3)}`,
  FACEBOOK_APP_SECRET: 'app',
  FACEBOOK_VERIFY_TOKEN: 'verify',
  FACEBOOK_GRAPH_URL: 'https://graph.example/',
  INSTAGRAM_APP_SECRET: 'instagram-app',
  INSTAGRAM_GRAPH_URL: 'https://instagram.example',
  X_CONSUMER_SECRET: 'consumer',
  X_API_URL: 'https://x.example',
  X_WEBHOOK_ID: '1',
  LINKEDIN_CLIENT_SECRET: 'client',
  LINKEDIN_API_URL: 'https://linkedin.example',
  SALESFORCE_LOGIN_URL: 'https://login.example',
  HUBSPOT_API_URL: 'https://hubspot.example',
};

const secrets = {
  jwtSecret: 's'.repeat(40),
  encryptionKeys: `dev:${key(4)}`,
  internalKeys: `dev:${key(5)}`,
  facebookVerifyToken: 'made-up',
};

const faultsOf = (env: NodeJS.ProcessEnv): Map<string, string> => {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return new Map(error.faults.map((fault) => [fault.variable, fault.problem]));
    throw error;
  }
  return new Map();
};

describe('loadConfig', () => {
  it('reads a whole production environment', () => {
    const config = loadConfig({ ...production, SUBGRAPH_URLS: 'leads=http://a:1/, crm=http://b:2', FEED_RETENTION_HOURS: '2' });
    expect(config.mode).toBe('production');
    expect(config.auth).toEqual({
      issuer: 'https://id.example',
      jwks: { url: 'https://id.example/keys', issuer: 'https://id.example', audience: 'parley' },
    });
    expect(config.crypto.keys.map(({ id, key: bytes }) => [id, bytes.length])).toEqual([
      ['new', 32],
      ['old', 32],
    ]);
    expect(config.subgraphUrls).toEqual({ leads: 'http://a:1', crm: 'http://b:2' });
    expect(config.facebook.graphUrl).toBe('https://graph.example');
    expect(config.feed.retentionMs).toBe(7_200_000);
    expect(config.http).toEqual({ port: 4000, publicUrl: 'http://127.0.0.1:4000' });
    expect(config.database).toEqual({});
  });

  it('names every absent secret at once in production, whatever the development defaults would be', () => {
    const faults = faultsOf(withDevelopmentDefaults({ NODE_ENV: 'production' }, secrets));
    expect([...faults.keys()].sort()).toEqual([
      'ENCRYPTION_KEYS',
      'FACEBOOK_APP_SECRET',
      'FACEBOOK_VERIFY_TOKEN',
      'INTERNAL_KEYS',
      'JWT_SECRET',
      'LINKEDIN_CLIENT_SECRET',
      'X_CONSUMER_SECRET',
    ]);
  });

  it('reports malformed variables and contradictions together', () => {
    const faults = faultsOf({
      ...production,
      PORT: '70000',
      LOG_LEVEL: 'loud',
      DATABASE_URL: 'mysql://x',
      JWT_SECRET: 'short',
      JWT_AUDIENCE: '',
      SUBGRAPH_URLS: 'leads',
      POST_TIMEOUT_MS: '5000',
      RECONCILE_AFTER_MS: '5000',
    });
    expect([...faults.keys()].sort()).toEqual([
      'DATABASE_URL',
      'JWT_AUDIENCE',
      'JWT_SECRET',
      'LOG_LEVEL',
      'PORT',
      'RECONCILE_AFTER_MS',
      'SUBGRAPH_URLS',
    ]);
    for (const problem of faults.values()) expect(problem).toMatch(/^(is|has|names) .+\. .+\.$/);
  });

  it.each([
    ['a key that is too short', `a:${Buffer.alloc(16).toString('base64')}`],
    ['an entry without an id', key(1)],
    ['an id twice', `a:${key(1)},a:${key(2)}`],
    ['an empty entry', `a:${key(1)},`],
  ])('refuses ENCRYPTION_KEYS with %s', (_, value) => {
    expect([...faultsOf({ ...production, ENCRYPTION_KEYS: value }).keys()]).toEqual(['ENCRYPTION_KEYS']);
  });

  it('shows no value of a variable in its message', () => {
    const secret = 'hunter2hunter2';
    const env = Object.fromEntries(Object.keys(production).map((name) => [name, secret]));
    expect(() => loadConfig({ ...env, PORT: secret, JWT_SECRET: secret, DATABASE_URL: secret })).toThrow(ConfigError);
    try {
      loadConfig({ ...env, PORT: secret, JWT_SECRET: secret, DATABASE_URL: secret });
    } catch (error) {
      expect(String(error)).not.toContain(secret);
    }
  });

  it('starts from an empty environment in development, with the simulators for the outside', () => {
    const config = loadConfig(withDevelopmentDefaults({ SIMULATORS_PORT: '5010', FACEBOOK_APP_SECRET: '' }, secrets));
    expect(config.mode).toBe('development');
    expect(config.auth).toEqual({ issuer: 'parley', secret: secrets.jwtSecret });
    expect(config.facebook).toEqual({
      appSecret: 'test-app-secret',
      verifyToken: 'made-up',
      graphUrl: 'http://127.0.0.1:5010/facebook',
    });
    expect(config.salesforce.loginUrl).toBe('http://127.0.0.1:5010/salesforce');
  });

  it('asks a model vendor at its own address in production, and at the simulator in development', () => {
    expect(loadConfig(production).openai).toEqual({ baseUrl: 'https://api.openai.com/v1' });
    const config = loadConfig(withDevelopmentDefaults({ OPENAI_API_KEY: 'k' }, secrets));
    expect(config.openai).toEqual({ apiKey: 'k', baseUrl: 'http://127.0.0.1:4010/openai/v1' });
  });

  it('keeps what is set over the development defaults', () => {
    const config = loadConfig(withDevelopmentDefaults({ ...production, NODE_ENV: 'development' }, secrets));
    expect(config.auth.secret).toBeUndefined();
    expect(config.crypto.keys[0].id).toBe('new');
  });
});
