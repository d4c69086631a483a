import type { Random } from '../harness/seeded-random.ts';
import { HubspotError } from './hubspot-error.ts';
import type { HubspotSettings } from './hubspot-settings.ts';

export interface Caller {
  /** Whose calls are counted together: an app, whatever token it shows. */
  readonly app: string;
  readonly isOAuth: boolean;
}

/** Access tokens: those of private apps (`pat-sim-...`) last until they are revoked, those of OAuth half an hour. */
export class Tokens {
  readonly #random: Random;
  readonly #expiresAtMs = new Map<string, { readonly app: string; readonly atMs: number }>();

  constructor(random: Random) {
    this.#random = random;
  }

  issue(clientId: string, lifetimeS: number): string {
    const token = `C${this.#random.base62(60)}`;
    this.#expiresAtMs.set(token, { app: clientId, atMs: Date.now() + lifetimeS * 1000 });
    return token;
  }

  expireAll(): void {
    for (const [token, { app }] of this.#expiresAtMs) this.#expiresAtMs.set(token, { app, atMs: Date.now() - 1 });
  }

  /** Throws HubSpot's 401. */
  check(authorization: string | undefined, settings: HubspotSettings): Caller {
    const token = /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) {
      throw unauthorized('Authentication credentials not found. This API supports OAuth 2.0 authentication.');
    }
    if (settings.refuseAllTokens) throw expired(0);
    if (settings.revokedTokens.includes(token)) throw unauthorized('The access token is invalid or was revoked.');
    if (token.startsWith('pat-sim-')) return { app: token, isOAuth: false };
    const issued = this.#expiresAtMs.get(token);
    if (!issued) throw unauthorized('Authentication credentials are invalid.');
    if (issued.atMs <= Date.now()) throw expired(Math.round((Date.now() - issued.atMs) / 1000));
    return { app: issued.app, isOAuth: true };
  }
}

const unauthorized = (message: string): HubspotError =>
  new HubspotError(message, { status: 401, category: 'INVALID_AUTHENTICATION' });

const expired = (seconds: number): HubspotError =>
  new HubspotError(`The OAuth token used to make this call expired ${seconds} second(s) ago.`, {
    ...{ status: 401, category: 'EXPIRED_AUTHENTICATION' },
  });
