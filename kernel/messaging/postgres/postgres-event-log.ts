import type { Database } from '../../persistence/database.ts';
import type { Logger } from '../../telemetry/logger.ts';
import type { Metrics } from '../../telemetry/metrics.ts';
import type { Ctx } from '../../tenancy/context.ts';
import type { Consumer } from '../consumer.ts';
import type { EventContract, NewEvent } from '../event-contract.ts';
import type { EventLog, WorkerOptions } from '../event-log.ts';
import type { Outbox, Tx } from '../transaction.ts';
import { type Appended, type Route, settleAndAppend } from './append-events.ts';
import type { Lease } from './lease.ts';
import { PostgresWorker } from './postgres-worker.ts';
import { Routing } from './routing.ts';
import { type StoredEvent, sealEvent } from './stored-event.ts';
import type { WakeUps } from './wake-ups.ts';

/** Events as rows of the same transaction as their change; workers claim slots with SKIP LOCKED and keep the order of a key. */
export class PostgresEventLog implements EventLog {
  readonly #database: Database;
  readonly #logger: Logger;
  readonly #metrics: Metrics;
  readonly #wakeUps: WakeUps;
  readonly #routing: Routing;
  #worker: PostgresWorker | null = null;

  /** `consumers` are all of the installation, whichever run in this process. */
  constructor(options: {
    database: Database;
    consumers: readonly Consumer[];
    wakeUps: WakeUps;
    logger: Logger;
    metrics: Metrics;
  }) {
    this.#database = options.database;
    this.#logger = options.logger;
    this.#metrics = options.metrics;
    this.#wakeUps = options.wakeUps;
    this.#routing = new Routing(options.consumers);
  }

  async transaction<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
    return (await this.#commit(ctx, work, null)).result;
  }

  async work(consumers: readonly Consumer[], options: WorkerOptions = {}): Promise<PostgresWorker> {
    if (this.#worker) throw new Error('this process works on the event log already');
    const worker = new PostgresWorker({
      database: this.#database,
      routing: this.#routing,
      consumers,
      wakeUps: this.#wakeUps,
      logger: this.#logger,
      metrics: this.#metrics,
      settle: (ctx, lease, effect) => this.#commit(ctx, effect, lease),
      transaction: (ctx, work) => this.transaction(ctx, work),
      onStop: () => {
        this.#worker = null;
      },
      ...options,
    });
    await worker.start();
    this.#worker = worker;
    return worker;
  }

  async #commit<T>(
    ctx: Ctx,
    work: (tx: Tx) => Promise<T>,
    settled: Lease | null,
  ): Promise<{ result: T; nextSeq: string | null }> {
    const worker = this.#worker;
    let events: StoredEvent[] = [];
    const reserved: string[] = [];
    let appended: Appended = { kept: [], waiting: [], nextSeq: null };
    let result: T;
    const isNested = ctx.em.isInTransaction();
    try {
      result = await ctx.em.transactional(async (em) => {
        const outbox = new CollectingOutbox();
        const returned = await work({ ...ctx, em: em as Ctx['em'], outbox });
        await em.flush();
        events = await Promise.all(
          outbox.collected.map(([contract, event]) => sealEvent(ctx.tenant, ctx.vault, contract, event)),
        );
        const routes = this.#routesOf(events, worker, (consumer) => reserved.push(consumer));
        appended = await settleAndAppend(em as Ctx['em'], {
          workerId: worker?.id ?? null,
          leaseMs: worker?.leaseMs ?? 30_000,
          settled,
          events,
          routes,
          isNested,
        });
        return returned;
      });
    } catch (error) {
      for (const consumer of reserved) worker?.release(consumer);
      throw error;
    }
    for (const { consumer } of appended.kept) reserved.splice(reserved.indexOf(consumer), 1);
    for (const consumer of reserved) worker?.release(consumer);
    for (const { event, seq, consumer, token } of appended.kept) {
      const stored = events[event];
      if (stored && worker)
        worker.adopt({ consumer, slotKey: `${stored.tenant}:${stored.key}`, token, attempt: 1, seq, event: stored });
    }
    if (events.length > 0) this.#wakeUps.wake('events');
    if (appended.waiting.length > 0) {
      worker?.expect(appended.waiting);
      this.#wakeUps.wakeOthers('work');
    }
    return { result, nextSeq: appended.nextSeq };
  }

  #routesOf(events: readonly StoredEvent[], worker: PostgresWorker | null, reserved: (consumer: string) => void): Route[] {
    return events.flatMap((event, index) =>
      this.#routing.consumersOf(event.type, event.data).map(({ name }) => {
        const keep = worker?.reserve(name, event.lane) ?? false;
        if (keep) reserved(name);
        return { event: index, consumer: name, keep };
      }),
    );
  }
}

class CollectingOutbox implements Outbox {
  readonly collected: [EventContract, NewEvent<EventContract>][] = [];

  add(contract: EventContract, event: NewEvent<EventContract>): void {
    this.collected.push([contract, event]);
  }
}
