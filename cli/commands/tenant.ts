import { parseArgs } from 'node:util';
import type { Installation } from '#kernel/runtime/installation.ts';
import { createLogger } from '#kernel/telemetry/logger.ts';
import { addMember } from '../../subgraphs/tenants/member/add-member.ts';
import { Role } from '../../subgraphs/tenants/role/role.entity.ts';
import { createTenant } from '../../subgraphs/tenants/tenant/create-tenant.ts';
import { suspendTenant } from '../../subgraphs/tenants/tenant/suspend-tenant.ts';
import { loadDevelopmentConfig } from '../load-development-config.ts';
import { openInstallation } from '../start-system.ts';
import { UsageError } from '../usage-error.ts';

const USAGE =
  'usage: parley tenant create --slug acme --name "Acme" --owner-email ada@example.com --owner-name "Ada" [--owner-subject SUB] | list | suspend SLUG | resume SLUG';

/** Creates a tenant with its first owner, lists the tenants, shuts one out or lets it in again. */
export async function tenant([verb, ...args]: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const run = commandOf(verb, args);
  const config = loadDevelopmentConfig(env);
  const { installation, close } = await openInstallation(config, createLogger({ level: 'warn', name: 'parley' }));
  try {
    await run(installation);
  } finally {
    await close();
  }
  return 0;
}

function commandOf(verb: string | undefined, args: string[]): (installation: Installation) => Promise<void> {
  const [slug] = args;
  if (verb === 'create') return create(args);
  if (verb === 'list') return list;
  if ((verb === 'suspend' || verb === 'resume') && slug !== undefined) {
    return ({ platform }) => suspendTenant(platform, slug, { suspended: verb === 'suspend' });
  }
  throw new UsageError(USAGE);
}

function create(args: string[]): (installation: Installation) => Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      slug: { type: 'string' },
      name: { type: 'string' },
      'owner-email': { type: 'string' },
      'owner-name': { type: 'string' },
      'owner-subject': { type: 'string' },
    },
  });
  const { slug, name } = values;
  const email = values['owner-email'];
  if (!slug || !name || !email) throw new UsageError(USAGE);
  return async ({ platform, database }) => {
    const id = await createTenant(platform, database.schemas, { slug, name });
    const ctx = platform.enter(id, { kind: 'system', id: 'parley tenant create', scopes: new Set() });
    await platform.transaction(ctx, async (tx) => {
      const role = await tx.em.findOneOrFail(Role, { name: 'owner' });
      const subject = values['owner-subject'];
      await addMember(tx, { email, displayName: values['owner-name'] ?? email, role, ...(subject ? { subject } : {}) });
    });
    process.stdout.write(`${id}\n`);
  };
}

async function list({ platform }: Installation): Promise<void> {
  const { rows } = await platform.platform.query<{ id: string; slug: string; name: string; suspended: boolean }>(
    'select id, slug, name, suspended_at is not null as suspended from platform.tenant order by slug',
  );
  for (const row of rows) process.stdout.write(`${row.id}  ${row.slug}  ${row.name}${row.suspended ? '  (suspended)' : ''}\n`);
}
