import type { Principal } from '#kernel/auth/principal.ts';
import { PublicError } from '#kernel/errors/public-error.ts';
import type { Logger } from '#kernel/telemetry/logger.ts';
import type { VerifyCaller } from '../http/serve-graphql.ts';

export interface WatchOptions {
  readonly verifyCaller: VerifyCaller;
  /** How often an open connection asks whether its caller still may. */
  readonly recheckMs: number;
  readonly logger: Logger;
}

const longestTimeoutMs = 2 ** 31 - 1;

/**
 * Watches the caller behind an open connection. `revoked` is called once with the reason, for the caller's eyes, when the token runs
 * out, the permissions change or the member is gone. Answers how to stop watching.
 */
export function watchCaller(
  principal: Principal,
  token: string,
  { verifyCaller, recheckMs, logger }: WatchOptions,
  revoked: (reason: string) => void,
): () => void {
  const stop = (): void => {
    clearTimeout(expiry);
    clearInterval(recheck);
  };
  const revoke = (reason: string): void => {
    stop();
    revoked(reason);
  };
  const leftMs = Math.max(principal.expiresAt.getTime() - Date.now(), 0);
  const expiry = setTimeout(() => revoke('The token has expired: connect again.'), Math.min(leftMs, longestTimeoutMs));
  const recheck = setInterval(() => {
    verifyCaller(token).then(
      (now) => now.scopes === principal.scopes || revoke('Permissions have changed: connect again.'),
      (error: unknown) => {
        // a directory that does not answer says nothing about the member
        if (error instanceof PublicError && error.code === 'UNAUTHENTICATED') revoke('The token is not accepted any more.');
        else logger.warn({ err: error }, 'Could not check whether a caller still may.');
      },
    );
  }, recheckMs);
  return stop;
}
