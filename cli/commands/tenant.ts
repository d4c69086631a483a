import { parseArgs } from 'node:util';
import { PublicError } from '#kernel/errors/public-error.ts';
import { eraseTenant } from '#kernel/runtime/erase-tenant.ts';
import type { Installation } from '#kernel/runtime/installation.ts';
import { createLogger } from '#kernel/telemetry/logger.ts';
import { addMember } from '../../subgraphs/tenants/member/add-member.ts';
import { Role } from '../../subgraphs/tenants/role/role.entity.ts';
import { createTenant } from '../../subgraphs/tenants/tenant/create-tenant.ts';
import { findTenantIdBySlug } from '../../subgraphs/tenants/tenant/find-tenant.ts';
import { removeTenant } from '../../subgraphs/tenants/tenant/remove-tenant.ts';
import { suspendTenant } from '../../subgraphs/tenants/tenant/suspend-tenant.ts';
import { loadDevelopmentConfig } from '../load-development-config.ts';
import { openInstallation } from '../start-system.ts';
import { UsageError } from '../usage-error.ts';

const USAGE =
  'usage: parley tenant create --slug acme --name "Acme" --owner-email ada@example.com --owner-name "Ada" [--owner-subject SUB] | list | suspend SLUG | resume SLUG | erase SLUG --confirm SLUG';

/** Creates a tenant with its first owner, lists the tenants, shuts one out, lets it in again or erases it for good. */
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
  if (verb === 'erase' && slug !== undefined) return erase(slug, args.slice(1));
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

function erase(slug: string, args: string[]): (installation: Installation) => Promise<void> {
  const { values } = parseArgs({ args, options: { confirm: { type: 'string' } } });
  if (values.confirm !== slug) {
    throw new UsageError(
      `Erasing ${slug} takes away its people, conversations, knowledge and members for good. Say it twice: parley tenant erase ${slug} --confirm ${slug}`,
    );
  }
  return async (installation) => {
    const { platform } = installation;
    const id = await findTenantIdBySlug(platform.platform, slug);
    if (id === null) throw new UsageError(`There is no tenant ${slug}. parley tenant list names them.`);
    // nobody is to write while it goes
    await suspendTenant(platform, slug, { suspended: true });
    try {
      await eraseTenant(installation, id);
    } catch (error) {
      if (error instanceof PublicError) throw new UsageError(`${slug} is suspended and not erased. ${error.message}`);
      throw error;
    }
    await removeTenant(platform, id);
    process.stdout.write(`${slug} is erased\n`);
  };
}
