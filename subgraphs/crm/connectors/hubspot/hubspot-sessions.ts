import { LRUCache } from 'lru-cache';
import { TransientError } from '#kernel/errors/delivery-error.ts';
import { withDeadline } from '#kernel/resilience/deadline.ts';
import type { CrmAccount } from '../crm-connector.ts';
import { accountKey } from './account-key.ts';
import { readHubspotCredentials } from './hubspot-credentials.ts';
import { type RefreshedToken, refreshToken } from './refresh-token.ts';

const REFRESH_MS = 10_000;
/** A token that ends within this time is taken for ended: HubSpot asks to go by `expires_in` and not by a 401. */
const EARLY_MS = 60_000;
/** Refreshes of one connection: one that wants more has fresh tokens refused, and asking on would use up the token endpoint's limit. */
const BUDGET = { refreshes: 5, withinMs: 60_000 } as const;

interface Kept {
  readonly token: string | null;
  readonly endsAtMs: number;
  readonly refreshedAtMs: readonly number[];
}

/** Why there is no token; `error` is HubSpot's code. */
export type SignIn = { readonly kind: 'token'; readonly token: string } | { readonly kind: 'refused'; readonly error: string };

/** One access token a connection, in memory alone, and one refresh at a time for all who wait for it. */
export class HubspotSessions {
  readonly #baseUrl: string;
  readonly #now: () => number;
  readonly #kept = new LRUCache<string, Kept>({ max: 1000 });
  readonly #pending = new Map<string, Promise<SignIn>>();
  /** Until when the token endpoint asked to be left alone, by client: its limit is the app's, whichever connection met it. */
  readonly #notBeforeMs = new LRUCache<string, number>({ max: 1000 });

  constructor(baseUrl: string, now: () => number = Date.now) {
    this.#baseUrl = baseUrl;
    this.#now = now;
  }

  /** Any token but `stale`, the one that was refused a moment ago. */
  async signIn(account: CrmAccount, stale: string | null): Promise<SignIn> {
    const credentials = readHubspotCredentials(account.credentials);
    if ('accessToken' in credentials) {
      const { accessToken: token } = credentials;
      return token === stale ? { kind: 'refused', error: 'INVALID_AUTHENTICATION' } : { kind: 'token', token };
    }
    const key = accountKey(account);
    const kept = this.#kept.get(key);
    if (kept?.token && kept.token !== stale && kept.endsAtMs > this.#now()) return { kind: 'token', token: kept.token };
    let pending = this.#pending.get(key);
    if (!pending) {
      pending = this.#refresh(key, kept, credentials).finally(() => this.#pending.delete(key));
      this.#pending.set(key, pending);
    }
    return pending;
  }

  forgetConnection(connectionId: string): void {
    for (const key of [...this.#kept.keys()]) if (key.startsWith(`${connectionId}/`)) this.#kept.delete(key);
  }

  async #refresh(key: string, kept: Kept | undefined, client: Parameters<typeof refreshToken>[1]): Promise<SignIn> {
    const now = this.#now();
    const before = (kept?.refreshedAtMs ?? []).filter((at) => at > now - BUDGET.withinMs);
    const waitMs = Math.max(
      (this.#notBeforeMs.get(client.clientId) ?? 0) - now,
      before.length >= BUDGET.refreshes ? (before[0] ?? now) + BUDGET.withinMs - now : 0,
    );
    if (waitMs > 0) throw new TransientError('HubSpot gave enough tokens for now.', { retryAfterMs: waitMs });
    const refreshedAtMs = [...before, now];
    // no caller's signal: the others who wait must not lose it with that caller
    const refreshed = await withDeadline(REFRESH_MS, undefined, (signal) => refreshToken(this.#baseUrl, client, signal)).catch(
      (error: unknown) => {
        const retryMs = error instanceof TransientError ? (error.retryAfterMs ?? 0) : 0;
        this.#notBeforeMs.set(client.clientId, now + retryMs);
        this.#kept.set(key, { token: null, endsAtMs: 0, refreshedAtMs });
        throw error;
      },
    );
    this.#keep(key, refreshed, refreshedAtMs);
    return refreshed;
  }

  #keep(key: string, refreshed: RefreshedToken, refreshedAtMs: readonly number[]): void {
    const isGiven = refreshed.kind === 'token';
    // a token of less than two minutes would be refreshed before every call
    const livesMs = isGiven ? Math.max(refreshed.livesMs - EARLY_MS, refreshed.livesMs / 2) : 0;
    this.#kept.set(key, {
      ...{ token: isGiven ? refreshed.token : null, endsAtMs: this.#now() + livesMs },
      refreshedAtMs,
    });
  }
}
