import type { Client } from 'pg';
import type { Database } from '../../persistence/database.ts';
import type { Logger } from '../../telemetry/logger.ts';

const CHANNEL = 'parley';
const COALESCE_MS = 5;
const RESTART_MS = 500;

export type WakeUp = 'work' | 'events' | 'feed' | `loop:${string}`;

/**
 * Tells this process at once and the others by NOTIFY that there is something to look at. NOTIFY takes a lock over all commits of the
 * database, so it is sent after the commit, for many at once, and only while somebody else listens. Nothing depends on it: everybody
 * polls as well.
 */
export class WakeUps {
  readonly #database: Database;
  readonly #logger: Logger;
  readonly #listeners = new Map<WakeUp, Set<() => void>>();
  readonly #unsent = new Set<WakeUp>();
  #client: Client | null = null;
  #timer: NodeJS.Timeout | null = null;
  #restart: NodeJS.Timeout | null = null;
  #peers = false;
  #peersKnownAt = 0;
  #closed = false;

  constructor(database: Database, logger: Logger) {
    this.#database = database;
    this.#logger = logger;
  }

  async start(): Promise<void> {
    if (this.#closed) return;
    try {
      this.#client = await this.#database.stay('parley:wake-ups', (error) => {
        this.#logger.warn({ err: error }, 'the listening connection broke');
        this.#client = null;
        this.#startAgain();
      });
      this.#client.on('notification', ({ payload }) => this.#tellHere((payload ?? '') as WakeUp));
      // closed while it was connecting
      if (this.#closed) return await this.#client.end();
      await this.#client.query(`listen ${CHANNEL}`);
    } catch (error) {
      if (this.#closed) return;
      this.#logger.warn({ err: error }, 'cannot listen; polling goes on');
      this.#startAgain();
    }
  }

  #startAgain(): void {
    this.#restart ??= setTimeout(() => {
      this.#restart = null;
      void this.start();
    }, RESTART_MS).unref();
  }

  on(wakeUp: WakeUp, listener: () => void): () => void {
    const listeners = this.#listeners.get(wakeUp) ?? new Set();
    this.#listeners.set(wakeUp, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  wake(wakeUp: WakeUp): void {
    this.#tellHere(wakeUp);
    this.wakeOthers(wakeUp);
  }

  /** For what this process knows already. */
  wakeOthers(wakeUp: WakeUp): void {
    this.#unsent.add(wakeUp);
    this.#timer ??= setTimeout(() => void this.#tellOthers(), COALESCE_MS).unref();
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    if (this.#restart) clearTimeout(this.#restart);
    await this.#client?.end();
  }

  #tellHere(wakeUp: WakeUp): void {
    for (const listener of this.#listeners.get(wakeUp) ?? []) listener();
  }

  async #tellOthers(): Promise<void> {
    this.#timer = null;
    const unsent = [...this.#unsent];
    this.#unsent.clear();
    try {
      if (!(await this.#hasPeers()) || this.#closed) return;
      await this.#database.platform.query(`select pg_notify($1, w) from unnest($2::text[]) w`, [CHANNEL, unsent]);
    } catch (error) {
      if (!this.#closed) this.#logger.warn({ err: error }, 'other processes could not be woken');
    }
  }

  /** As it was known within the last second: whether other processes of the installation run. */
  get mayHavePeers(): boolean {
    return this.#peers;
  }

  async #hasPeers(): Promise<boolean> {
    if (Date.now() - this.#peersKnownAt > 1_000) {
      this.#peersKnownAt = Date.now();
      const { rows } = await this.#database.platform.query<{ n: number }>(
        "select count(*)::int as n from pg_stat_activity where application_name = 'parley:wake-ups' and datname = current_database()",
      );
      this.#peers = (rows[0]?.n ?? 0) > 1;
    }
    return this.#peers;
  }
}
