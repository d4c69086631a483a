import { setTimeout as setTimeoutAsync } from 'node:timers/promises';
import type { Leadership } from '../persistence/leadership.ts';
import type { Logger } from '../telemetry/logger.ts';

const FAILURE_PAUSE_MS = 500;

/** Repeats a step while there is work, then waits to be woken. Only the process that leads the loop runs it. */
export class LoopRunner {
  readonly #name: string;
  readonly #idleMs: number;
  readonly #step: (signal: AbortSignal) => Promise<boolean>;
  readonly #leadership: Leadership;
  readonly #logger: Logger;
  readonly #abort = new AbortController();
  #wakeUp: (() => void) | null = null;
  #woken = false;
  #running: Promise<void> | null = null;

  constructor(options: {
    name: string;
    idleMs: number;
    step: (signal: AbortSignal) => Promise<boolean>;
    leadership: Leadership;
    logger: Logger;
  }) {
    this.#name = options.name;
    this.#idleMs = options.idleMs;
    this.#step = options.step;
    this.#leadership = options.leadership;
    this.#logger = options.logger.child({ loop: options.name });
  }

  start(): void {
    this.#running ??= this.#run();
  }

  wake(): void {
    this.#woken = true;
    this.#wakeUp?.();
  }

  /** Lets the step under way finish. */
  async stop(): Promise<void> {
    this.#abort.abort(new Error('the process stops'));
    this.wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#abort.signal.aborted) {
      this.#woken = false;
      try {
        if ((await this.#leadership.holds(`loop.${this.#name}`)) && (await this.#step(this.#abort.signal))) continue;
        await this.#pause(this.#idleMs);
      } catch (error) {
        if (this.#abort.signal.aborted) return;
        this.#logger.error({ err: error }, 'the step failed and is tried again');
        await this.#recover();
      }
    }
  }

  async #pause(pauseMs: number): Promise<void> {
    if (this.#woken || this.#abort.signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pauseMs);
      this.#wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wakeUp = null;
  }

  /** Nobody wakes it early: with every webhook waking the loop, a step that fails would be tried as often as webhooks come. */
  async #recover(): Promise<void> {
    await setTimeoutAsync(FAILURE_PAUSE_MS, undefined, { signal: this.#abort.signal }).catch(() => {});
  }
}
