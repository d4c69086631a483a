import { LRUCache } from 'lru-cache';
import { unauthenticated } from '#kernel/errors/public-error.ts';
import type { MemberDirectory, Principal, TokenClaims } from './principal.ts';
import { scopeSet } from './scope-set.ts';
import { withImpliedScopes } from './scopes.ts';
import type { VerifyToken } from './verify-token.ts';

/** Answers who a token's bearer is now, or throws UNAUTHENTICATED. */
export type ResolvePrincipal = (token: string) => Promise<Principal>;

/** With a check of open sockets every other 2 s a change of role is in force everywhere within 5 s. */
const memberKeptMs = 2_000;

/** A caller may do what its member's role allows now, and its token's roles allow, and its token's own list allows. */
export function principalResolver(verify: VerifyToken, directory: MemberDirectory, keptMs = memberKeptMs): ResolvePrincipal {
  const find = remembered(keptMs, (tenant: string, subject: string) => directory.find(tenant, subject));
  const scopesOfRole = remembered(keptMs, (tenant: Principal['tenant'], role: string) => directory.scopesOfRole(tenant, role));

  const resolved = new WeakMap<TokenClaims, { readonly basis: readonly unknown[]; readonly principal: Principal }>();

  return async (token) => {
    const claims = await verify(token);
    const member = await find(claims.tenant, claims.subject);
    if (member === null) throw unauthenticated('The token is of nobody who may sign in here.');
    const ofRoles = await Promise.all(claims.roles.map((role) => scopesOfRole(member.tenant, role)));
    // as long as the answers above are the ones that were kept, so is what follows from them
    const basis = [member, ...ofRoles];
    const known = resolved.get(claims);
    if (known?.basis.every((answer, index) => answer === basis[index])) return known.principal;
    const principal = principalOf(claims, member, ofRoles);
    resolved.set(claims, { basis, principal });
    return principal;
  };
}

function principalOf(
  claims: TokenClaims,
  member: NonNullable<Awaited<ReturnType<MemberDirectory['find']>>>,
  ofRoles: readonly (readonly string[] | null)[],
): Principal {
  const limits = [ofRoles.flatMap((scopes) => scopes ?? []), claims.scopes ?? member.scopes].map(withImpliedScopes);
  const allowed = [...withImpliedScopes(member.scopes)].filter((scope) => limits.every((limit) => limit.has(scope)));
  return {
    tenant: member.tenant,
    memberId: member.memberId,
    roles: [member.role],
    scopes: scopeSet(allowed),
    expiresAt: claims.expiresAt,
  };
}

/** Callers at the same time share one question; an answer is kept for a moment, a failure is not. */
function remembered<Key extends string, Answer>(
  ttlMs: number,
  ask: (tenant: Key, name: string) => Promise<Answer>,
): (tenant: Key, name: string) => Promise<Answer> {
  const answers = new LRUCache<string, Promise<Answer>>({ max: 20_000, ttl: ttlMs });
  return (tenant, name) => {
    const key = JSON.stringify([tenant, name]);
    let answer = answers.get(key);
    if (answer === undefined) {
      answer = ask(tenant, name);
      answers.set(key, answer);
      answer.catch(() => answers.delete(key));
    }
    return answer;
  };
}
