import type { Database } from '../../persistence/database.ts';
import type { Leadership } from '../../persistence/leadership.ts';
import type { Logger } from '../../telemetry/logger.ts';
import type { WakeUps } from './wake-ups.ts';

const BATCH = 2_000;
/** Events that come within it are numbered together: it bounds the sequencer's share of the write transactions. The first is not held up. */
const GATHER_MS = 60;
/** The same while nobody reads the feed and nobody else could: a later number is then nobody's delay. */
const UNWATCHED_GATHER_MS = 1_000;
const TRIM_EVERY_MS = 60_000;

/**
 * Numbers committed events, tenant by tenant. A plain sequence would not do: a transaction that commits late has a low number, and a
 * reader who is past it would never see it. Two sequencers at once are safe (`number_events` locks the heads), one is enough.
 */
export class Sequencer {
  readonly #database: Database;
  readonly #leadership: Leadership;
  readonly #wakeUps: WakeUps;
  readonly #logger: Logger;
  readonly #retentionMs: number;
  readonly #isWatched: () => boolean;
  #timer: NodeJS.Timeout | null = null;
  #poll: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;
  #wanted = false;
  #closed = false;
  #lastRunAt = 0;
  #lastTrimAt = 0;
  #unsubscribe: () => void = () => {};

  constructor(options: {
    database: Database;
    leadership: Leadership;
    wakeUps: WakeUps;
    logger: Logger;
    retentionMs: number;
    isWatched: () => boolean;
  }) {
    this.#database = options.database;
    this.#leadership = options.leadership;
    this.#wakeUps = options.wakeUps;
    this.#logger = options.logger;
    this.#retentionMs = options.retentionMs;
    this.#isWatched = options.isWatched;
  }

  start(pollMs = 250): void {
    this.#unsubscribe = this.#wakeUps.on('events', () => this.#soon());
    this.#poll = setInterval(() => this.#soon(), pollMs).unref();
    this.#soon();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#unsubscribe();
    if (this.#poll) clearInterval(this.#poll);
    if (this.#timer) clearTimeout(this.#timer);
    await this.#running;
  }

  #soon(): void {
    if (this.#closed) return;
    this.#wanted = true;
    if (this.#running) return;
    if (this.#timer) clearTimeout(this.#timer); // somebody may have begun to read since
    const gatherMs = this.#isWatched() ? GATHER_MS : UNWATCHED_GATHER_MS;
    const waitMs = Math.max(0, this.#lastRunAt + gatherMs - Date.now());
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#running = this.#run()
        .catch((error: unknown) => {
          if (!this.#closed) this.#logger.error({ err: error }, 'events could not be numbered; tried again at the next poll');
        })
        .finally(() => {
          this.#running = null;
          if (this.#wanted && !this.#closed) this.#soon();
        });
    }, waitMs);
  }

  async #run(): Promise<void> {
    this.#wanted = false;
    this.#lastRunAt = Date.now();
    if (!(await this.#leadership.holds('sequencer'))) return;
    const { platform } = this.#database;
    const { rows } = await platform.query<{ numbered: number }>({
      name: 'number-events',
      text: 'select coalesce(sum(numbered), 0)::int as numbered from platform.number_events($1)',
      values: [BATCH],
    });
    const numbered = rows[0]?.numbered ?? 0;
    if (numbered > 0) this.#wakeUps.wake('feed');
    if (numbered === BATCH) this.#wanted = true; // there is more than one batch
    if (Date.now() - this.#lastTrimAt > TRIM_EVERY_MS) {
      const { rows } = await platform.query<{ trimmed: number }>('select platform.trim_feed($1, $2) as trimmed', [
        new Date(Date.now() - this.#retentionMs),
        BATCH,
      ]);
      // a batch a minute would be less than a busy installation writes
      if (rows[0]?.trimmed === BATCH) this.#wanted = true;
      else this.#lastTrimAt = Date.now();
    }
  }
}
