import { LRUCache } from 'lru-cache';
import { withDeadline } from '#kernel/resilience/deadline.ts';
import { accountFingerprint } from '../account-fingerprint.ts';
import type { CrmAccount } from '../crm-connector.ts';
import { requestToken, type SignIn, type Token } from './request-token.ts';

const SIGN_IN_MS = 10_000;
/** Tokens that one connection is given in so much time: one that wants more is refused by somebody, and goes on asking for nothing. */
const BUDGET = { tokens: 5, withinMs: 10 * 60_000 } as const;

interface Kept {
  token: Token | null;
  /** When tokens were given. */
  givenAt: readonly number[];
}

/**
 * One access token a connection, in memory alone, and one sign-in at a time for all who wait for it. A token that was given for other
 * credentials is not used.
 */
export class SalesforceSessions {
  readonly #loginUrl: string;
  readonly #now: () => number;
  readonly #kept = new LRUCache<string, Kept>({ max: 1000 });
  readonly #pending = new Map<string, Promise<SignIn>>();

  constructor(loginUrl: string, now: () => number = Date.now) {
    this.#loginUrl = loginUrl;
    this.#now = now;
  }

  /** Any token but `stale`, the one that was refused a moment ago. */
  async signIn(account: CrmAccount, stale: Token | null): Promise<SignIn> {
    const key = keyOf(account);
    const token = this.#kept.get(key)?.token;
    if (token && token.accessToken !== stale?.accessToken) return { kind: 'token', token };
    let pending = this.#pending.get(key);
    if (!pending) {
      pending = this.#request(key, account).finally(() => this.#pending.delete(key));
      this.#pending.set(key, pending);
    }
    return pending;
  }

  /** The next call signs in anew. What the connection has used of its budget stays. */
  forget(account: CrmAccount): void {
    const kept = this.#kept.get(keyOf(account));
    if (kept) kept.token = null;
  }

  /** As if the connection had never been seen. */
  forgetConnection(connectionId: string): void {
    for (const key of [...this.#kept.keys()]) if (key.startsWith(`${connectionId}/`)) this.#kept.delete(key);
  }

  async #request(key: string, { credentials }: CrmAccount): Promise<SignIn> {
    const since = this.#now() - BUDGET.withinMs;
    const givenAt = (this.#kept.get(key)?.givenAt ?? []).filter((at) => at > since);
    if (givenAt.length >= BUDGET.tokens) {
      const error = `Salesforce refused ${BUDGET.tokens} fresh tokens within ${BUDGET.withinMs / 60_000} minutes: look at the session settings and the user of the connected app`;
      return { kind: 'refused', error };
    }
    // no caller's signal: the others who wait must not lose it with that caller
    const signedIn = await withDeadline(SIGN_IN_MS, undefined, (signal) =>
      requestToken(this.#loginUrl, credentials, signal, this.#now()),
    );
    const isGiven = signedIn.kind === 'token';
    this.#kept.set(key, { token: isGiven ? signedIn.token : null, givenAt: isGiven ? [...givenAt, this.#now()] : givenAt });
    return signedIn;
  }
}

const keyOf = (account: CrmAccount): string => `${account.connectionId}/${accountFingerprint(account)}`;
