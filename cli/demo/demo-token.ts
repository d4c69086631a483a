import { issueToken } from '#kernel/auth/issue-token.ts';
import type { Config } from '#kernel/config/config.ts';
import { UsageError } from '../usage-error.ts';

const TTL_SECONDS = 12 * 3_600;

/** A sign-in token for a member of the demo, whose subject is `<tenant>-<role>`. */
export async function demoToken({ auth }: Pick<Config, 'auth'>, subject: string, tenant: string): Promise<string> {
  if (auth.secret === undefined)
    throw new UsageError('JWT_JWKS_URL is set: sign in with a token of your identity provider. The demo makes none.');
  const role = subject.slice(tenant.length + 1).replace(/-\d+$/, '');
  return issueToken({ secret: auth.secret, issuer: auth.issuer }, { subject, tenant, roles: [role], ttlSeconds: TTL_SECONDS });
}
