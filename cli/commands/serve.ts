import { parseArgs } from 'node:util';
import { loadConfig } from '#kernel/config/config.ts';
import { createLogger } from '#kernel/telemetry/logger.ts';
import { startSystem } from '../start-system.ts';
import { stopOnSignal } from '../stop-on-signal.ts';
import { UsageError } from '../usage-error.ts';

const ROLES = ['gateway', 'workers', 'conversations', 'leads', 'crm', 'ai', 'tenants'] as const;

/** Always production: nothing is filled in, nothing stands in for the outside. */
export async function serve(args: string[], env: NodeJS.ProcessEnv): Promise<null> {
  const { values } = parseArgs({ args, options: { roles: { type: 'string' }, host: { type: 'string', default: '0.0.0.0' } } });
  const config = loadConfig({ ...env, NODE_ENV: 'production' });
  const logger = createLogger({ level: config.logLevel, name: 'parley' });
  const roles = values.roles === undefined ? undefined : rolesOf(values.roles);
  const starting = startSystem({ config, logger, host: values.host, ...(roles ? { roles } : {}) });
  stopOnSignal(async () => (await starting).stop(), logger);
  await starting.catch((error: unknown) => {
    throw (error as { code?: string }).code === 'EADDRINUSE'
      ? new UsageError(`Port ${config.http.port} is in use. Set PORT.`)
      : error;
  });
  return null;
}

function rolesOf(text: string): ReadonlySet<string> {
  const roles = text.split(',').map((role) => role.trim());
  const unknown = roles.filter((role) => !(ROLES as readonly string[]).includes(role));
  if (unknown.length > 0) throw new UsageError(`There is no role ${unknown.join(', ')}. Roles: ${ROLES.join(', ')}.`);
  return new Set(roles);
}
