export interface BreakerLimits {
  /** So many failures, with no success between them, open it. */
  readonly failures: number;
  /** Then nobody calls for this long. After that one call is let through: it closes the breaker or opens it again. */
  readonly openMs: number;
}

/** What a call was to the breaker: exactly one of these is called, once. */
export interface Passage {
  succeeded(): void;
  failed(): void;
  /** It says nothing of the other side: the caller stopped, or the fault was ours. */
  left(): void;
}

/**
 * Keeps callers away from a service that is down, for this process alone: each process finds out by itself, with a few calls of its own.
 * Nobody waits here; whoever is refused goes elsewhere.
 */
export class CircuitBreaker {
  readonly #limits: BreakerLimits;
  readonly #nowMs: () => number;
  #failures = 0;
  #openUntilMs: number | null = null;
  #isProbing = false;

  constructor(limits: BreakerLimits, nowMs: () => number = () => performance.now()) {
    this.#limits = limits;
    this.#nowMs = nowMs;
  }

  /** 0 where a call may go out now or a probe is under way. */
  get waitMs(): number {
    return this.#openUntilMs === null ? 0 : Math.max(0, this.#openUntilMs - this.#nowMs());
  }

  /** Null: open, or half open with its probe under way. */
  enter(): Passage | null {
    const isProbe = this.#openUntilMs !== null;
    if (isProbe && (this.#isProbing || this.waitMs > 0)) return null;
    this.#isProbing = isProbe;
    return {
      succeeded: () => {
        if (isProbe) this.#isProbing = false;
        // a call that began before it opened proves nothing of what came since
        if (this.#openUntilMs !== null && !isProbe) return;
        this.#failures = 0;
        this.#openUntilMs = null;
      },
      failed: () => {
        if (isProbe) this.#isProbing = false;
        this.#failures++;
        if (isProbe || (this.#openUntilMs === null && this.#failures >= this.#limits.failures))
          this.#openUntilMs = this.#nowMs() + this.#limits.openMs;
      },
      left: () => {
        if (isProbe) this.#isProbing = false;
      },
    };
  }
}
