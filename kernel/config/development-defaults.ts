import { resolve } from 'node:path';
import type { DevelopmentSecrets } from './development-secrets.ts';

/** Where the development secrets belong, before the environment is validated as a whole. Absolute. */
export const dataDirOf = (env: NodeJS.ProcessEnv): string => resolve(env['DATA_DIR']?.trim() || '.parley');

/**
 * The environment with everything filled in that a machine without credentials needs. What is set stays.
 * In production nothing is filled: an absent secret must stop the start there.
 */
export const withDevelopmentDefaults = (env: NodeJS.ProcessEnv, secrets: DevelopmentSecrets): NodeJS.ProcessEnv => {
  if (env['NODE_ENV'] === 'production') return env;
  const simulators = `http://127.0.0.1:${env['SIMULATORS_PORT']?.trim() || '4010'}`;
  const defaults: Record<string, string> = {
    ...(env['JWT_JWKS_URL']?.trim() ? {} : { JWT_SECRET: secrets.jwtSecret }),
    ENCRYPTION_KEYS: secrets.encryptionKeys,
    INTERNAL_KEYS: secrets.internalKeys,
    FACEBOOK_APP_SECRET: 'test-app-secret',
    FACEBOOK_VERIFY_TOKEN: secrets.facebookVerifyToken,
    FACEBOOK_GRAPH_URL: `${simulators}/facebook`,
    INSTAGRAM_GRAPH_URL: `${simulators}/instagram`,
    X_CONSUMER_SECRET: 'test-consumer-secret',
    X_API_URL: `${simulators}/x`,
    X_WEBHOOK_ID: '1500000000000000001',
    LINKEDIN_CLIENT_SECRET: 'test-client-secret',
    LINKEDIN_API_URL: `${simulators}/linkedin`,
    OPENAI_BASE_URL: `${simulators}/openai/v1`,
    GEMINI_BASE_URL: `${simulators}/gemini`,
    PINECONE_CONTROLLER_HOST: `${simulators}/pinecone`,
    SALESFORCE_LOGIN_URL: `${simulators}/salesforce`,
    HUBSPOT_API_URL: `${simulators}/hubspot`,
  };
  const set = Object.entries(env).filter(([, value]) => value?.trim());
  return { ...defaults, ...Object.fromEntries(set) };
};
