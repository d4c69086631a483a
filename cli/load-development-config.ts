import type { Config } from '#kernel/config/config.ts';
import { loadConfig } from '#kernel/config/config.ts';
import { dataDirOf, withDevelopmentDefaults } from '#kernel/config/development-defaults.ts';
import { loadDevelopmentSecrets } from '#kernel/config/development-secrets.ts';

/** The configuration of this machine alone: secrets that are not set are made once and kept in the data folder. In production nothing is filled in. */
export const loadDevelopmentConfig = (env: NodeJS.ProcessEnv): Config =>
  loadConfig(env['NODE_ENV'] === 'production' ? env : withDevelopmentDefaults(env, loadDevelopmentSecrets(dataDirOf(env))));
