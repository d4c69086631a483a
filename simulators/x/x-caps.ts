import { XProblem } from './x-problem.ts';
import type { CapLimits } from './x-settings.ts';

interface Window {
  used: number;
  readonly endsMs: number;
}

const shortMs = 15 * 60_000;
const dayMs = 24 * 3_600_000;

/** Counts calls in windows that begin with their first call, and writes X's headers about them. */
export class XCaps {
  readonly #windows = new Map<string, Window>();

  /** Counts one call, or throws X's 429; either way with the headers in `headers`. */
  count(cap: string, limits: CapLimits, userId: string, headers: Record<string, string>): void {
    const windows = [
      { prefix: 'x-rate-limit', key: `${cap}:${userId}`, limit: limits.user15Minutes, lastsMs: shortMs },
      { prefix: 'x-user-limit-24hour', key: `${cap}:${userId}:day`, limit: limits.user24Hours, lastsMs: dayMs },
      { prefix: 'x-app-limit-24hour', key: `${cap}:app:day`, limit: limits.app24Hours, lastsMs: dayMs },
    ].flatMap(({ limit, key, lastsMs, prefix }) =>
      limit === undefined ? [] : [{ prefix, limit, window: this.#window(key, lastsMs) }],
    );
    const isOver = windows.some(({ limit, window }) => window.used >= limit);
    for (const { prefix, limit, window } of windows) {
      if (!isOver) window.used += 1;
      headers[`${prefix}-limit`] = String(limit);
      headers[`${prefix}-remaining`] = String(Math.max(0, limit - window.used));
      headers[`${prefix}-reset`] = String(Math.ceil(window.endsMs / 1000));
    }
    // no Retry-After: X has none
    if (isOver) throw new XProblem(429, 'Too Many Requests', 'Too Many Requests');
  }

  clear(): void {
    this.#windows.clear();
  }

  #window(key: string, lastsMs: number): Window {
    const known = this.#windows.get(key);
    if (known && known.endsMs > Date.now()) return known;
    const window = { used: 0, endsMs: Date.now() + lastsMs };
    this.#windows.set(key, window);
    return window;
  }
}
