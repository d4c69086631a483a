import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { withDeadline } from '#kernel/resilience/deadline.ts';
import type { CrmAccount, CrmCredentials } from '../crm-connector.ts';
import { requestToken, type SignIn, type Token } from './request-token.ts';

const SIGN_IN_MS = 10_000;

interface Kept {
  readonly fingerprint: string;
  readonly token: Token;
}

/**
 * One access token a connection, in memory alone, and one sign-in at a time for all who wait for it. A token that was given for other
 * credentials is not used.
 */
export class SalesforceSessions {
  readonly #loginUrl: string;
  readonly #kept = new LRUCache<string, Kept>({ max: 1000 });
  readonly #pending = new Map<string, Promise<SignIn>>();

  constructor(loginUrl: string) {
    this.#loginUrl = loginUrl;
  }

  /** Any token but `stale`, the one that was refused a moment ago. */
  async signIn(account: CrmAccount, stale: Token | null): Promise<SignIn> {
    const { connectionId, credentials } = account;
    const fingerprint = fingerprintOf(credentials);
    const kept = this.#kept.get(connectionId);
    if (kept?.fingerprint === fingerprint && kept.token.accessToken !== stale?.accessToken) {
      return { kind: 'token', token: kept.token };
    }
    const flight = `${connectionId}/${fingerprint}`;
    let pending = this.#pending.get(flight);
    if (!pending) {
      // no caller's signal: the others who wait must not lose it with that caller
      pending = withDeadline(SIGN_IN_MS, undefined, (signal) => requestToken(this.#loginUrl, credentials, signal))
        .then((signedIn) => {
          if (signedIn.kind === 'token') this.#kept.set(connectionId, { fingerprint, token: signedIn.token });
          else this.#kept.delete(connectionId);
          return signedIn;
        })
        .finally(() => this.#pending.delete(flight));
      this.#pending.set(flight, pending);
    }
    return pending;
  }

  forget(connectionId: string): void {
    this.#kept.delete(connectionId);
  }
}

const fingerprintOf = (credentials: CrmCredentials): string =>
  createHash('sha256').update(JSON.stringify(credentials)).digest('base64');
