import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { cursorExpired } from '../../errors/public-error.ts';
import type { Logger } from '../../telemetry/logger.ts';
import type { TenantId } from '../../tenancy/tenant.ts';
import type { Feed, FeedEvent } from '../feed.ts';
import { decodeFeedCursor, encodeFeedCursor } from './cursor.ts';
import { FeedReader } from './feed-reader.ts';
import type { WakeUps } from './wake-ups.ts';

const PAGE = 500;
/** More than any writer commits before the sequencer's next poll. */
const HEAD_BATCH = 10_000;

export interface PositionedEvent extends FeedEvent {
  readonly position: bigint;
}

interface Tail {
  /** Everything up to here was handed to the readers. */
  position: bigint;
  readonly readers: Set<FeedReader>;
  reading: Promise<void> | null;
  wanted: boolean;
}

/**
 * Reads the feed by number alone. The live end of a tenant's feed is read once for all its readers in this process; a reader that comes
 * with an older cursor reads up to that end by itself first.
 */
export class PostgresFeed implements Feed {
  readonly #platform: Pool;
  readonly #logger: Logger;
  readonly #wakeUps: WakeUps;
  readonly #tails = new Map<TenantId, Tail>();
  readonly #unsubscribe: () => void;
  readonly #poll: NodeJS.Timeout;
  readonly #pollMs: number;
  #isClosed = false;

  constructor(options: { platform: Pool; wakeUps: WakeUps; logger: Logger; pollMs?: number }) {
    this.#platform = options.platform;
    this.#logger = options.logger;
    this.#wakeUps = options.wakeUps;
    this.#unsubscribe = options.wakeUps.on('feed', () => this.#readTails());
    this.#pollMs = options.pollMs ?? 500;
    this.#poll = setInterval(() => this.#readTails(), this.#pollMs).unref();
  }

  /** Whether anybody in this process reads any feed. */
  get isRead(): boolean {
    return this.#tails.size > 0;
  }

  /** Covers what was committed before it was asked: the sequencer may be taking its time. */
  async head(tenant: TenantId): Promise<string> {
    if (await this.#hasUnnumbered(tenant)) {
      await this.#platform.query('select * from platform.number_events($1)', [HEAD_BATCH]);
      this.#wakeUps.wake('feed');
    }
    return encodeFeedCursor(tenant, (await this.#headOf(tenant)).position);
  }

  read(tenant: TenantId, types: readonly string[], after: string | null): AsyncIterableIterator<FeedEvent> {
    const reader = new FeedReader(new Set(types), () => this.#tails.get(tenant)?.readers.delete(reader));
    void this.#attach(tenant, reader, after).catch((error: unknown) => reader.fail(error));
    return reader;
  }

  close(): void {
    this.#isClosed = true;
    this.#unsubscribe();
    clearInterval(this.#poll);
    for (const tail of this.#tails.values()) for (const reader of tail.readers) reader.end();
    this.#tails.clear();
  }

  /** The reader joins the live end first and keeps what comes there, then reads the past up to it: nothing can fall between. */
  async #attach(tenant: TenantId, reader: FeedReader, after: string | null): Promise<void> {
    const from = after === null ? null : decodeFeedCursor(tenant, after);
    const head = await this.#onceItCan(reader, () => this.#headOf(tenant));
    if (from !== null && (from < head.trimmedTo || from > head.position)) throw cursorExpired();
    const tail = this.#tails.get(tenant) ?? { position: head.position, readers: new Set(), reading: null, wanted: false };
    this.#tails.set(tenant, tail);
    let position = from ?? head.position;
    reader.startAfter(position);
    tail.readers.add(reader);
    // wherever it runs, the sequencer takes its time while nobody reads
    this.#wakeUps.wake('events');
    while (!reader.done) {
      const page = await this.#onceItCan(reader, () => this.#page(tenant, position));
      for (const event of page) reader.past(event);
      position = page.at(-1)?.position ?? position;
      if (page.length < PAGE) break;
    }
    reader.live();
    if (reader.done) tail.readers.delete(reader);
    this.#readTails();
  }

  /** A reader that comes while the database is away waits for it, as one does that was there before. */
  async #onceItCan<T>(reader: FeedReader, read: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await read();
      } catch (error) {
        if (reader.done || this.#isClosed) throw error;
        this.#logger.warn({ err: error }, 'a reader of the feed waits: it could not be read');
        await delay(this.#pollMs);
      }
    }
  }

  #readTails(): void {
    for (const [tenant, tail] of this.#tails) {
      tail.wanted = true;
      tail.reading ??= this.#readTail(tenant, tail)
        .catch((error: unknown) =>
          this.#logger.error({ err: error, tenant }, 'the feed could not be read; tried again at the next poll'),
        )
        .finally(() => {
          tail.reading = null;
        });
    }
  }

  async #readTail(tenant: TenantId, tail: Tail): Promise<void> {
    while (tail.wanted) {
      tail.wanted = false;
      if (tail.readers.size === 0) {
        // nobody is left: the next reader starts a new tail at the head of its time
        this.#tails.delete(tenant);
        return;
      }
      const page = await this.#page(tenant, tail.position);
      for (const event of page) for (const reader of tail.readers) reader.present(event);
      tail.position = page.at(-1)?.position ?? tail.position;
      if (page.length === PAGE) tail.wanted = true;
    }
  }

  async #page(tenant: TenantId, after: bigint): Promise<PositionedEvent[]> {
    const { rows } = await this.#platform.query<{
      id: string;
      type: string;
      data: Record<string, unknown>;
      published_at: Date;
      position: string;
    }>({
      name: 'feed-page',
      text: `select id, type, data, published_at, position from platform.event
             where tenant = $1 and position > $2 order by position limit ${PAGE}`,
      values: [tenant, after.toString()],
    });
    return rows.map((row) => {
      const position = BigInt(row.position);
      return {
        cursor: encodeFeedCursor(tenant, position),
        position,
        id: row.id,
        type: row.type,
        data: row.data,
        publishedAt: row.published_at,
      };
    });
  }

  async #hasUnnumbered(tenant: TenantId): Promise<boolean> {
    const { rows } = await this.#platform.query<{ some: boolean }>({
      name: 'feed-unnumbered',
      text: 'select exists (select from platform.event where position is null and tenant = $1) as some',
      values: [tenant],
    });
    return rows[0]?.some ?? false;
  }

  async #headOf(tenant: TenantId): Promise<{ position: bigint; trimmedTo: bigint }> {
    const { rows } = await this.#platform.query<{ position: string; trimmed_to: string }>(
      'select position, trimmed_to from platform.feed_head where tenant = $1',
      [tenant],
    );
    return { position: BigInt(rows[0]?.position ?? 0), trimmedTo: BigInt(rows[0]?.trimmed_to ?? 0) };
  }
}
