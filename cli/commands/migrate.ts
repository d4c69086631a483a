import { createLogger } from '#kernel/telemetry/logger.ts';
import { loadDevelopmentConfig } from '../load-development-config.ts';
import { openInstallation } from '../start-system.ts';

/** Opening an installation migrates it; this opens and closes it. */
export async function migrate(_args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const config = loadDevelopmentConfig(env);
  const { close } = await openInstallation(config, createLogger({ level: config.logLevel, name: 'parley' }));
  await close();
  process.stdout.write('The database is up to date.\n');
  return 0;
}
