import { loadConfig } from '#kernel/config/config.ts';
import { dataDirOf, withDevelopmentDefaults } from '#kernel/config/development-defaults.ts';
import { loadDevelopmentSecrets } from '#kernel/config/development-secrets.ts';
import { createLogger } from '#kernel/telemetry/logger.ts';
import { openInstallation } from '../start-system.ts';

/** Opening an installation migrates it; this opens and closes it. */
export async function migrate(_args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const config = loadConfig(
    env['NODE_ENV'] === 'production' ? env : withDevelopmentDefaults(env, loadDevelopmentSecrets(dataDirOf(env))),
  );
  const { close } = await openInstallation(config, createLogger({ level: config.logLevel, name: 'parley' }));
  await close();
  process.stdout.write('The database is up to date.\n');
  return 0;
}
