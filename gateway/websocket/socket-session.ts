import type { WebSocket } from 'ws';
import type { Principal } from '#kernel/auth/principal.ts';
import { PublicError } from '#kernel/errors/public-error.ts';
import type { Logger } from '#kernel/telemetry/logger.ts';
import type { VerifyCaller } from '../http/serve-graphql.ts';

/** Codes that a socket is closed with. A graphql-ws client gives up at 4401 and connects again after the others. */
export const closeCodes = {
  /** Who connects is not accepted: no token, or none that holds. */
  unauthenticated: 4401,
  /** What was accepted holds no longer: connect again, with a fresh token where it has run out. */
  noLongerValid: 4403,
  /** Connect again and resume after the last cursor. */
  slowConsumer: 4413,
  goingAway: 1001,
  tryAgainLater: 1013,
} as const;

const longestTimeoutMs = 2 ** 31 - 1;

/** Who speaks over one socket. It watches that they still may, and closes the socket when they may not. */
export class SocketSession {
  readonly principal: Principal;
  readonly #recheck: NodeJS.Timeout;
  readonly #expiry: NodeJS.Timeout;

  constructor(
    socket: WebSocket,
    principal: Principal,
    token: string,
    { verifyCaller, recheckMs, logger }: { verifyCaller: VerifyCaller; recheckMs: number; logger: Logger },
  ) {
    this.principal = principal;
    const close = (reason: string): void => socket.close(closeCodes.noLongerValid, reason);
    const leftMs = principal.expiresAt.getTime() - Date.now();
    this.#expiry = setTimeout(
      () => close('The token has expired: connect again.'),
      Math.min(Math.max(leftMs, 0), longestTimeoutMs),
    );
    this.#recheck = setInterval(() => {
      verifyCaller(token).then(
        (now) => now.scopes === principal.scopes || close('Permissions have changed: connect again.'),
        (error: unknown) => {
          // a directory that does not answer says nothing about the member
          if (error instanceof PublicError && error.code === 'UNAUTHENTICATED') close('The token is not accepted any more.');
          else logger.warn({ err: error }, 'Could not check whether a caller still may.');
        },
      );
    }, recheckMs);
  }

  end(): void {
    clearTimeout(this.#expiry);
    clearInterval(this.#recheck);
  }
}

/** From the payload of connection_init: `{authorization: 'Bearer …'}` or `{token}`. */
export function tokenIn(params: Readonly<Record<string, unknown>> | undefined): string | null {
  const { authorization = params?.['Authorization'], token } = params ?? {};
  if (typeof authorization === 'string') return /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? null;
  return typeof token === 'string' ? token : null;
}
