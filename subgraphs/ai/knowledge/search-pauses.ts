import { LRUCache } from 'lru-cache';

/** After a failure nobody waits for a while; each further one doubles it. */
const PAUSE = { firstMs: 1_000, longestMs: 60_000 };

interface Pause {
  readonly failures: number;
  readonly until: number;
}

/** Who failed lately and is not asked for a while, by name. */
export class SearchPauses {
  readonly #pauses = new LRUCache<string, Pause>({ max: 5_000 });

  isPaused(name: string): boolean {
    return performance.now() < (this.#pauses.get(name)?.until ?? 0);
  }

  /** Answers how long it is left alone. */
  failed(name: string): number {
    const { until = 0 } = this.#pauses.get(name) ?? {};
    // many were under way when the first of them failed: they tell of one failure, not of many
    if (performance.now() < until) return Math.round(until - performance.now());
    const failures = (this.#pauses.get(name)?.failures ?? 0) + 1;
    const pauseMs = Math.min(PAUSE.longestMs, PAUSE.firstMs * 2 ** (failures - 1));
    this.#pauses.set(name, { failures, until: performance.now() + pauseMs });
    return pauseMs;
  }

  succeeded(name: string): void {
    this.#pauses.delete(name);
  }
}
