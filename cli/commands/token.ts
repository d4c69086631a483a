import { parseArgs } from 'node:util';
import { issueToken } from '#kernel/auth/issue-token.ts';
import { isScope, scopeCatalogue } from '#kernel/auth/scopes.ts';
import { demoSubject, demoTenants } from '../demo/demo-tenants.ts';
import { loadDevelopmentConfig } from '../load-development-config.ts';
import { UsageError } from '../usage-error.ts';

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };
const LONGEST_TTL_SECONDS = 30 * 86_400;

/** Prints a development token and nothing else, so that `TOKEN=$(parley token ...)` works. */
export async function token(
  args: string[],
  env: NodeJS.ProcessEnv,
  print: (line: string) => void = (line) => void process.stdout.write(`${line}\n`),
): Promise<number> {
  if (env['NODE_ENV'] === 'production') {
    throw new UsageError(
      'parley token makes development tokens: with NODE_ENV=production sign in at your identity provider, or make an API key.',
    );
  }
  const { values } = parseArgs({
    args,
    options: {
      tenant: { type: 'string' },
      role: { type: 'string' },
      member: { type: 'string' },
      scope: { type: 'string', multiple: true },
      ttl: { type: 'string', default: '8h' },
    },
  });
  const tenant = named('--tenant', values.tenant, 'the id or slug of a tenant, such as acme');
  const role = named('--role', values.role, 'the name of a role, such as reviewer');
  const subject = values.member === undefined ? demoSubject(tenant, role) : subjectOf(tenant, values.member.trim());
  const scopes = values.scope === undefined ? undefined : readScopes(values.scope);
  const ttlSeconds = readTtl(values.ttl);

  const { auth } = loadDevelopmentConfig(env);
  if (auth.secret === undefined)
    throw new UsageError('JWT_JWKS_URL is set: tokens come from your identity provider, not from here.');
  const request = { subject, tenant, roles: [role], ttlSeconds, ...(scopes === undefined ? {} : { scopes }) };
  print(await issueToken({ secret: auth.secret, issuer: auth.issuer }, request));
  return 0;
}

function named(option: string, value: string | undefined, what: string): string {
  if (!value?.trim()) throw new UsageError(`${option} is missing: ${what}.`);
  return value.trim();
}

/** Members of the demo sign in by a subject that is not their e-mail address, as at many identity providers. */
function subjectOf(tenant: string, member: string): string {
  const known = demoTenants.find(({ slug }) => slug === tenant)?.members.find(({ email }) => email === member.toLowerCase());
  return known?.subject ?? member;
}

function readScopes(given: readonly string[]): string[] {
  const scopes = given.flatMap((list) => list.split(',')).map((scope) => scope.trim());
  const unknown = scopes.filter((scope) => !isScope(scope));
  if (unknown.length === 0) return scopes;
  throw new UsageError(
    `--scope: there is no ${unknown.map((scope) => `"${scope}"`).join(', ')}. There are: ${Object.keys(scopeCatalogue).join(', ')}.`,
  );
}

function readTtl(text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
  const seconds = Number(count) * (SECONDS[unit] ?? 0);
  if (seconds >= 1 && seconds <= LONGEST_TTL_SECONDS) return seconds;
  throw new UsageError(`--ttl must be a duration of at most 30 days such as 90s, 15m, 8h or 7d, not "${text}".`);
}
