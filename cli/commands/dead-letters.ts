import { parseArgs } from 'node:util';
import { listDeadLetters, replayDeadLetters } from '#kernel/messaging/dead-letters.ts';
import type { Installation } from '#kernel/runtime/installation.ts';
import { createLogger } from '#kernel/telemetry/logger.ts';
import { findActiveTenantId } from '../../subgraphs/tenants/tenant/find-tenant.ts';
import { loadDevelopmentConfig } from '../load-development-config.ts';
import { openInstallation } from '../start-system.ts';
import { UsageError } from '../usage-error.ts';

const USAGE = 'usage: parley dead-letters list [--tenant SLUG] | replay --ids A,B';
const LIMIT = 100;

/** For the operator: dead letters of a tenant, or those that belong to nobody (an unknown page, a body that is no webhook). */
export async function deadLetters([verb, ...args]: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values } = parseArgs({ args, options: { tenant: { type: 'string' }, ids: { type: 'string' } } });
  if (verb !== 'list' && !(verb === 'replay' && values.ids)) throw new UsageError(USAGE);
  const config = loadDevelopmentConfig(env);
  const { installation, close } = await openInstallation(config, createLogger({ level: 'warn', name: 'parley' }));
  try {
    if (verb === 'list') await list(installation, values.tenant);
    else await replay(installation, values.ids?.split(',') ?? []);
  } finally {
    await close();
  }
  return 0;
}

async function list({ platform }: Installation, slug: string | undefined): Promise<void> {
  const tenant = slug === undefined ? null : await findActiveTenantId(platform.platform, slug);
  if (slug !== undefined && !tenant) throw new UsageError(`There is no tenant ${slug}. Tenants: npx parley tenant list`);
  for (const letter of await listDeadLetters(platform.platform, tenant, {}, { limit: LIMIT })) {
    const fate = letter.replayedAt ? 'replayed' : letter.discardedAt ? 'discarded' : 'waiting';
    process.stdout.write(
      `${letter.id}  ${letter.failedAt.toISOString()}  ${fate}  ${letter.consumer}  ${letter.reason}  ${letter.error}\n`,
    );
  }
}

async function replay({ platform }: Installation, ids: readonly string[]): Promise<void> {
  const replayed = await replayDeadLetters(platform.platform, ids);
  process.stdout.write(`${replayed.length} of ${ids.length} were put back in front of their consumers.\n`);
}
