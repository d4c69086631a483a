import type { Client } from 'pg';
import type { Logger } from '../telemetry/logger.ts';
import type { Database } from './database.ts';

/**
 * Work that one process of the installation does at a time. The lock belongs to a database session, so it is free as soon as its
 * holder's process is gone. It keeps processes from doing work twice and is no proof: what it guards must stand two holders for the
 * moment in which a connection is found broken.
 */
export class Leadership {
  readonly #database: Database;
  readonly #logger: Logger;
  #client: Client | null = null;
  #connecting: Promise<Client> | null = null;
  readonly #held = new Set<string>();
  #asking: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(database: Database, logger: Logger) {
    this.#database = database;
    this.#logger = logger;
  }

  /** Takes the lock if nobody has it. A lock once taken is kept until `close`. */
  async holds(name: string): Promise<boolean> {
    if (this.#held.has(name)) return true;
    if (this.#closed) return false;
    // one statement at a time: several loops ask over the one session that holds the locks
    const asked = this.#asking.then(() => this.#take(name));
    this.#asking = asked.then(
      () => {},
      () => {},
    );
    return asked;
  }

  async #take(name: string): Promise<boolean> {
    if (this.#closed) return false;
    const client = await this.#connection();
    const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock(hashtext($1)) as taken', [
      `parley.${name}`,
    ]);
    if (rows[0]?.taken) this.#held.add(name);
    return this.#held.has(name);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#held.clear();
    // one that is just connecting would stay for ever
    await this.#connecting?.catch(() => {});
    await this.#client?.end();
  }

  #connection(): Promise<Client> {
    if (this.#client) return Promise.resolve(this.#client);
    this.#connecting ??= this.#database
      .stay('parley:leadership', (error) => {
        this.#logger.warn({ err: error }, 'leadership was lost with its connection');
        this.#held.clear();
        this.#client = null;
      })
      .then((client) => {
        this.#client = client;
        return client;
      })
      .finally(() => {
        this.#connecting = null;
      });
    return this.#connecting;
  }
}
