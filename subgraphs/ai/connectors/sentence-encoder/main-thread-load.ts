import { type EventLoopUtilization, performance } from 'node:perf_hooks';

const WINDOW_MS = 500;

/** How busy this process's main thread is, from 0 to 1: over half a second at least, looked at when it is asked for. */
export class MainThreadLoad {
  #since: EventLoopUtilization = performance.eventLoopUtilization();
  #lookedAt = performance.now();
  #share = 0;

  share(): number {
    const now = performance.now();
    if (now - this.#lookedAt >= WINDOW_MS) {
      const until = performance.eventLoopUtilization();
      this.#share = performance.eventLoopUtilization(until, this.#since).utilization;
      this.#since = until;
      this.#lookedAt = now;
    }
    return this.#share;
  }
}
