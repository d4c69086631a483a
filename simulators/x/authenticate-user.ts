import type { Call } from '../harness/call.ts';
import { forbidden, unauthorized } from './x-problem.ts';
import { appToken, type XWorld } from './x-world.ts';

export type Caller = { readonly kind: 'user'; readonly userId: string } | { readonly kind: 'app' };

/** Whose token the call carries. `x-sim-<user id>` is good without any set-up, and `x-sim-app` is the app's own. */
export function authenticate(world: XWorld, call: Call): Caller {
  const token = /^Bearer\s+(\S+)$/i.exec(call.headers.authorization ?? '')?.[1];
  if (token === undefined) throw unauthorized();
  if (token === appToken) return { kind: 'app' };
  const issued = world.issued.get(token);
  const userId = issued?.userId ?? /^x-sim-(\d{1,19})$/.exec(token)?.[1];
  const { revokedUsers, expiredUsers } = world.settings;
  const isOver = issued ? issued.endsMs <= Date.now() : expiredUsers.includes(userId ?? '');
  if (userId === undefined || isOver || revokedUsers.includes(userId)) throw unauthorized();
  return { kind: 'user', userId };
}

/** Every token has every scope, but for those that the settings take from its user. */
export function needScopes(world: XWorld, caller: Caller, scopes: readonly string[]): void {
  const missing = caller.kind === 'user' ? (world.settings.missingScopes[caller.userId] ?? []) : [];
  if (scopes.some((scope) => missing.includes(scope))) throw forbidden('Forbidden');
}
