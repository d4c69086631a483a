import { LRUCache } from 'lru-cache';
import { accountFingerprint } from '../account-fingerprint.ts';
import { type CrmAccount, type Refusal, SCARCE_FROM } from '../crm-connector.ts';
import { DAILY_LIMIT_WAIT_MS } from './read-rest-error.ts';

interface Reading {
  readonly used: number;
  readonly readAt: number;
  /** Salesforce said that nothing is left. */
  readonly isUsedUp: boolean;
}

/**
 * What Salesforce said of the day's calls of a connection (the header Sforce-Limit-Info of every answer). A reading holds for a quarter of
 * an hour: the quota is counted over 24 hours that slide, so then one call may ask how it stands.
 */
export class DailyQuota {
  readonly #readings = new LRUCache<string, Reading>({ max: 1000 });
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  note(account: CrmAccount, used: number | null): void {
    if (used !== null) this.#readings.set(keyOf(account), { used, readAt: this.#now(), isUsedUp: false });
  }

  noteUsedUp(account: CrmAccount): void {
    this.#readings.set(keyOf(account), { used: 1, readAt: this.#now(), isUsedUp: true });
  }

  /** Why this call is not made now; null when it may be. */
  refuse(account: CrmAccount, isHot: boolean): Refusal | null {
    const reading = this.#readings.get(keyOf(account));
    if (!reading) return null;
    const retryAfterMs = reading.readAt + DAILY_LIMIT_WAIT_MS - this.#now();
    if (retryAfterMs <= 0) return null;
    if (reading.isUsedUp) return { kind: 'limited', error: 'REQUEST_LIMIT_EXCEEDED', retryAfterMs };
    if (isHot || reading.used < SCARCE_FROM) return null;
    const error = `${Math.floor(reading.used * 100)} % of the day's calls are used; the rest is kept for hot leads`;
    return { kind: 'limited', error, retryAfterMs };
  }
}

const keyOf = (account: CrmAccount): string => `${account.connectionId}/${accountFingerprint(account)}`;
