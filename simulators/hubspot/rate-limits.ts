import { HubspotError } from './hubspot-error.ts';
import type { HubspotSettings } from './hubspot-settings.ts';
import type { Caller } from './tokens.ts';

type Headers = Record<string, string>;

/** Calls of one kind within a window that slides. */
class Window {
  readonly #ms: number;
  #atMs: number[] = [];

  constructor(ms: number) {
    this.#ms = ms;
  }

  used(): number {
    const since = Date.now() - this.#ms;
    const firstInside = this.#atMs.findIndex((at) => at > since);
    this.#atMs = firstInside === -1 ? [] : this.#atMs.slice(firstInside);
    return this.#atMs.length;
  }

  /** False when the window is full: a refused call does not count. */
  take(limit: number): boolean {
    if (this.used() >= limit) return false;
    this.#atMs.push(Date.now());
    return true;
  }

  empty(): void {
    this.#atMs = [];
  }
}

/** The account's day, an app's ten seconds, a second of searches, and the token endpoint's own. */
export class RateLimits {
  readonly #tenSeconds = new Map<string, Window>();
  readonly #searches = new Window(1_000);
  readonly #tokenCalls = new Window(10_000);
  #day = '';

  /** Counts a call, or throws its 429. Answers the headers that tell of it: none for a search. */
  count(caller: Caller, isSearch: boolean, settings: HubspotSettings, use: (usedToday: number) => void): Headers {
    const usedToday = this.#usedToday(settings);
    if (usedToday >= settings.dailyLimit) throw limited('daily', 'DAILY', this.#headers(caller, settings, usedToday));
    if (isSearch) {
      if (!this.#searches.take(settings.searchesASecond)) throw limited('secondly', 'SECONDLY', {});
      use(usedToday + 1);
      return {};
    }
    const window = this.#windowOf(caller);
    if (!window.take(settings.tenSecondlyLimit)) {
      throw limited('ten_secondly_rolling', 'TEN_SECONDLY_ROLLING', this.#headers(caller, settings, usedToday));
    }
    use(usedToday + 1);
    return this.#headers(caller, settings, usedToday + 1);
  }

  countTokenCall({ tokenCallsLimit }: HubspotSettings): void {
    if (!this.#tokenCalls.take(tokenCallsLimit)) throw limited('ten_secondly_rolling', 'TEN_SECONDLY_ROLLING', {});
  }

  /** The windows begin anew: what a test does after it filled one. */
  reset(): void {
    this.#tenSeconds.clear();
    this.#searches.empty();
    this.#tokenCalls.empty();
  }

  #windowOf({ app }: Caller): Window {
    const window = this.#tenSeconds.get(app) ?? new Window(10_000);
    this.#tenSeconds.set(app, window);
    return window;
  }

  #usedToday({ timeZone, usedToday }: HubspotSettings): number {
    const day = new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date());
    const isNew = this.#day !== '' && this.#day !== day;
    this.#day = day;
    return isNew ? 0 : usedToday;
  }

  /** The daily pair is for private apps alone (usage guidelines); the secondly pair was recorded and is enforced nowhere. */
  #headers(caller: Caller, settings: HubspotSettings, usedToday: number): Headers {
    const { tenSecondlyLimit, dailyLimit } = settings;
    return {
      'x-hubspot-ratelimit-max': String(tenSecondlyLimit),
      'x-hubspot-ratelimit-remaining': String(Math.max(0, tenSecondlyLimit - this.#windowOf(caller).used())),
      'x-hubspot-ratelimit-interval-milliseconds': '10000',
      'x-hubspot-ratelimit-secondly': String(Math.ceil(tenSecondlyLimit / 10)),
      'x-hubspot-ratelimit-secondly-remaining': String(Math.ceil(tenSecondlyLimit / 10)),
      ...(caller.isOAuth
        ? {}
        : {
            'x-hubspot-ratelimit-daily': String(dailyLimit),
            'x-hubspot-ratelimit-daily-remaining': String(Math.max(0, dailyLimit - usedToday)),
          }),
    };
  }
}

const limited = (which: string, policyName: string, headers: Headers): HubspotError =>
  new HubspotError(`You have reached your ${which} limit.`, {
    status: 429,
    headers,
    more: { errorType: 'RATE_LIMIT', policyName },
  });
