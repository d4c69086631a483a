import type { IncomingHttpHeaders } from 'node:http';

/** Calls that X counts together: those of one endpoint. */
export type Cap =
  | 'dm.send'
  | 'post.create'
  | 'dm.read'
  | 'dm.thread'
  | 'post.read'
  | 'mention.read'
  | 'user.me'
  | 'user.read'
  | 'subscription.read'
  | 'subscription.create';

/** One of X's windows, as its headers said it last. */
interface Window {
  readonly limit: number;
  remaining: number;
  readonly resetMs: number;
}

interface Account {
  /** 15 minutes of this user. */
  short: Window | undefined;
  /** 24 hours of this user. */
  day: Window | undefined;
  /** Under way: not in any header yet. */
  pending: number;
  /** Within the app's window of 24 hours, as far as this process knows. */
  sent: number;
  askedMs: number;
}

export interface Hold {
  readonly retryAfterMs: number;
  readonly error: string;
}

const DAY_MS = 24 * 3_600_000;
const MIN_WAIT_MS = 1000;
/** A wait for a share is worth asking again: the others may have taken theirs, or want none. */
const MAX_SHARE_WAIT_MS = 900_000;

/**
 * What X lets us do yet, by its `x-rate-limit-*` (15 minutes of one user) and `x-user-limit-24hour-*`, `x-app-limit-24hour-*` headers
 * (names as twitter-api-v2 reads them). A call that X would refuse is held back before it is made.
 *
 * The app's 24 hours are everybody's: each account that sent within a day has an equal share of the limit, and nobody goes beyond
 * theirs while what would be left does not cover the unused shares of the others. What is kept for them melts with the time that is left
 * to use it, so that at the window's end nothing is lost.
 *
 * Kept in memory and filled from every answer: a process that starts, or one of several, learns by its first answer where it stands.
 */
export class XRateCaps {
  readonly #appDay = new Map<Cap, Window>();
  readonly #accounts = new Map<Cap, Map<string, Account>>();

  constructor(private readonly nowMs: () => number) {}

  /** Takes one call, which `ended` has to give back; or says for how long there is none. */
  begin(cap: Cap, accountId: string): Hold | null {
    const account = this.#account(cap, accountId);
    account.askedMs = this.nowMs();
    const hold =
      this.#exhausted(account.short, account.pending, 'this account’s 15 minutes') ??
      this.#exhausted(account.day, account.pending, 'this account’s 24 hours') ??
      this.#exhausted(this.#appDay.get(cap), this.#pending(cap), 'the app’s 24 hours') ??
      this.#beyondShare(cap, account);
    if (hold === null) account.pending += 1;
    return hold;
  }

  /** `headers`: of the answer; null where there was none. `isCounted`: X may have counted the call. */
  ended(cap: Cap, accountId: string, headers: IncomingHttpHeaders | null, isCounted: boolean): void {
    const account = this.#account(cap, accountId);
    account.pending -= 1;
    if (headers === null) {
      for (const window of [account.short, account.day, this.#appDay.get(cap)]) if (window && isCounted) window.remaining -= 1;
    } else {
      const { short, userDay, appDay } = windowsOf(headers);
      account.short = later(account.short, short);
      account.day = later(account.day, userDay);
      this.#hearAppDay(cap, appDay);
    }
    if (isCounted) account.sent += 1;
  }

  #hearAppDay(cap: Cap, heard: Window | undefined): void {
    const known = this.#appDay.get(cap);
    const window = later(known, heard);
    if (window === undefined || window === known) return;
    this.#appDay.set(cap, window);
    if (known === undefined || window.resetMs === known.resetMs) return;
    for (const account of this.#accounts.get(cap)?.values() ?? []) account.sent = 0;
  }

  #exhausted(window: Window | undefined, pending: number, whose: string): Hold | null {
    const now = this.nowMs();
    if (!isLive(window, now) || window.remaining - pending > 0) return null;
    return { retryAfterMs: Math.max(MIN_WAIT_MS, window.resetMs - now), error: `X’s limit is reached: ${whose} are used up.` };
  }

  #beyondShare(cap: Cap, account: Account): Hold | null {
    const now = this.nowMs();
    const app = this.#appDay.get(cap);
    if (!isLive(app, now)) return null;
    const accounts = [...(this.#accounts.get(cap)?.values() ?? [])].filter(({ askedMs }) => askedMs > now - DAY_MS);
    const share = Math.floor(app.limit / Math.max(1, accounts.length));
    if (used(account, now) < share) return null;
    const unused = accounts.reduce((sum, each) => (each === account ? sum : sum + Math.max(0, share - used(each, now))), 0);
    const left = app.remaining - this.#pending(cap);
    const leftMs = app.resetMs - now;
    if (left - 1 >= unused * (leftMs / DAY_MS)) return null;
    const waitMs = leftMs - ((left - 1) / unused) * DAY_MS;
    return {
      retryAfterMs: Math.min(MAX_SHARE_WAIT_MS, Math.max(MIN_WAIT_MS, Math.ceil(waitMs))),
      error: 'This account used its share of the X app’s 24 hours; the rest is kept for the other accounts.',
    };
  }

  #pending(cap: Cap): number {
    return Array.from(this.#accounts.get(cap)?.values() ?? []).reduce((sum, { pending }) => sum + pending, 0);
  }

  #account(cap: Cap, accountId: string): Account {
    const accounts = this.#accounts.get(cap) ?? new Map<string, Account>();
    this.#accounts.set(cap, accounts);
    const account = accounts.get(accountId) ?? { short: undefined, day: undefined, pending: 0, sent: 0, askedMs: 0 };
    accounts.set(accountId, account);
    return account;
  }
}

/**
 * How long a refused call has to wait by its headers: until the last of the windows that are used up begins anew. The 24 hours may be used
 * up while the 15 minutes show room. Undefined: they do not say.
 */
export function waitByHeadersMs(headers: IncomingHttpHeaders, nowMs: number): number | undefined {
  const { short, userDay, appDay } = windowsOf(headers);
  const usedUp = [short, userDay, appDay].filter((window) => window !== undefined && window.remaining <= 0);
  const resets = (usedUp.length > 0 ? usedUp : [short]).map((window) => window?.resetMs ?? 0);
  const resetMs = Math.max(...resets);
  return resetMs > 0 ? Math.max(MIN_WAIT_MS, resetMs - nowMs) : undefined;
}

const isLive = (window: Window | undefined, nowMs: number): window is Window => window !== undefined && window.resetMs > nowMs;

/** What the account took of the app's window: by our count, and by the header, which knows of other processes and of before a start. */
const used = ({ sent, pending, day }: Account, nowMs: number): number =>
  Math.max(sent, isLive(day, nowMs) ? day.limit - day.remaining : 0) + pending;

/** Answers come in any order: of one window the lowest rest counts, and a later window replaces an earlier one. */
function later(known: Window | undefined, heard: Window | undefined): Window | undefined {
  if (heard === undefined || known === undefined) return heard ?? known;
  if (heard.resetMs !== known.resetMs) return heard.resetMs > known.resetMs ? heard : known;
  return heard.remaining < known.remaining ? heard : known;
}

const windowsOf = (headers: IncomingHttpHeaders) => ({
  short: windowOf(headers, 'x-rate-limit'),
  userDay: windowOf(headers, 'x-user-limit-24hour'),
  appDay: windowOf(headers, 'x-app-limit-24hour'),
});

function windowOf(headers: IncomingHttpHeaders, prefix: string): Window | undefined {
  const number = (name: string): number => {
    const text = headers[`${prefix}-${name}`];
    return typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  };
  const [limit, remaining, resetMs] = [number('limit'), number('remaining'), number('reset') * 1000];
  return Number.isNaN(limit + remaining + resetMs) ? undefined : { limit, remaining, resetMs };
}
