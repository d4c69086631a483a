import { LRUCache } from 'lru-cache';
import { type CrmAccount, SCARCE_FROM } from '../crm-connector.ts';
import { accountKey } from './account-key.ts';
import type { Shut } from './call-hubspot.ts';

interface Reading {
  readonly used: number;
  /** When the account's next day begins. */
  readonly endsAtMs: number;
  readonly isUsedUp: boolean;
}

/** Others than hot leads ask again after this long whether the day's limit was raised. */
const SCARCE_WAIT_MS = 3_600_000;

/** What HubSpot said of the day's calls of a connection: it holds until the account's midnight. */
export class HubspotQuota {
  readonly #readings = new LRUCache<string, Reading>({ max: 1000 });
  readonly #now: () => number;
  readonly #untilNextDayMs: (account: CrmAccount) => number;

  constructor(now: () => number, untilNextDayMs: (account: CrmAccount) => number) {
    this.#now = now;
    this.#untilNextDayMs = untilNextDayMs;
  }

  note(account: CrmAccount, used: number): void {
    this.#set(account, used, false);
  }

  noteUsedUp(account: CrmAccount): Shut {
    this.#set(account, 1, true);
    return usedUp(this.#untilNextDayMs(account));
  }

  /** Why this call is not made now; null when it may be. */
  refuse(account: CrmAccount, isHot: boolean): Shut | null {
    const reading = this.#readings.get(accountKey(account));
    const leftMs = (reading?.endsAtMs ?? 0) - this.#now();
    if (!reading || leftMs <= 0) return null;
    if (reading.isUsedUp) return usedUp(leftMs);
    if (isHot || reading.used < SCARCE_FROM) return null;
    const error = `${Math.floor(reading.used * 100)} % of the day's calls are used; the rest is kept for hot leads`;
    // the next call of anybody tells anew
    this.#readings.set(accountKey(account), { ...reading, endsAtMs: Math.min(reading.endsAtMs, this.#now() + SCARCE_WAIT_MS) });
    return { kind: 'limited', error, retryAfterMs: Math.min(leftMs, SCARCE_WAIT_MS) };
  }

  forgetConnection(connectionId: string): void {
    for (const key of [...this.#readings.keys()]) if (key.startsWith(`${connectionId}/`)) this.#readings.delete(key);
  }

  #set(account: CrmAccount, used: number, isUsedUp: boolean): void {
    const endsAtMs = this.#now() + this.#untilNextDayMs(account);
    this.#readings.set(accountKey(account), { used, endsAtMs, isUsedUp });
  }
}

const usedUp = (retryAfterMs: number): Shut => ({ kind: 'limited', error: 'DAILY', retryAfterMs });
