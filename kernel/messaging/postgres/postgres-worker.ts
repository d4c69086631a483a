import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { Database } from '../../persistence/database.ts';
import type { Logger } from '../../telemetry/logger.ts';
import type { Metrics } from '../../telemetry/metrics.ts';
import type { Ctx } from '../../tenancy/context.ts';
import type { Consumer } from '../consumer.ts';
import type { Worker, WorkerOptions } from '../event-log.ts';
import type { Tx } from '../transaction.ts';
import { claimSlots, forsakeSlots, heartbeat, loadEvent, reapDeadWorkers, returnSlots } from './claims.ts';
import type { Lease } from './lease.ts';
import type { Routing } from './routing.ts';
import { type DeliveryOutcome, runDelivery } from './run-delivery.ts';
import type { WakeUps } from './wake-ups.ts';

/** A quarter of a consumer's keys is kept free of standard work, so that a fast message finds room at once. */
const FAST_RESERVE = 0.25;
const DEFAULT_CONCURRENCY = 8;
const REAPPEAR_MS = 500;
/** With a backlog every delivery that ends frees one seat: seats that come free within it are filled by one claim. */
const CLAIM_TOGETHER_MS = 5;

export interface PostgresWorkerOptions extends WorkerOptions {
  readonly database: Database;
  readonly routing: Routing;
  readonly consumers: readonly Consumer[];
  readonly wakeUps: WakeUps;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly settle: <T>(ctx: Ctx, lease: Lease, effect: (tx: Tx) => Promise<T>) => Promise<{ result: T; nextSeq: string | null }>;
  readonly transaction: <T>(ctx: Ctx, work: (tx: Tx) => Promise<T>) => Promise<T>;
  readonly onStop: () => void;
}

interface Seat {
  readonly consumer: Consumer;
  readonly concurrency: number;
  /** Keys under way or promised to events that are just being committed. */
  taken: number;
  /** Something may wait for it: only then is it worth asking the database. */
  hungry: boolean;
  standardTaken: number;
}

interface UnderWay {
  lease: Lease;
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

/**
 * Delivers in this process. Its id is the name of a database connection: when the process dies the connection goes, and the others
 * take its slots at once. What it publishes itself it goes on with at once, without claiming (see `append_events`).
 */
export class PostgresWorker implements Worker {
  readonly id = randomUUID();
  readonly leaseMs: number;
  readonly #options: PostgresWorkerOptions;
  readonly #seats = new Map<string, Seat>();
  readonly #underWay = new Map<string, UnderWay>();
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #outcomes;
  #presence: Client | null = null;
  #unsubscribe: () => void = () => {};
  #claiming: Promise<void> | null = null;
  #claimTimer: NodeJS.Timeout | null = null;
  #wanted = false;
  #stopping = false;

  constructor(options: PostgresWorkerOptions) {
    this.#options = options;
    this.leaseMs = options.leaseMs ?? 30_000;
    for (const consumer of options.consumers) {
      this.#seats.set(consumer.name, {
        consumer,
        concurrency: consumer.concurrency ?? DEFAULT_CONCURRENCY,
        taken: 0,
        hungry: true,
        standardTaken: 0,
      });
    }
    this.#outcomes = options.metrics.counter('event_deliveries_total', 'Deliveries by how they ended.', ['consumer', 'outcome']);
  }

  async start(): Promise<void> {
    await this.#appear();
    this.#unsubscribe = this.#options.wakeUps.on('work', () => this.#claimAll());
    const poll = this.#options.pollMs ?? 250;
    this.#timers.push(setInterval(() => this.#claimAll(), poll).unref(), setInterval(() => void this.#reap(), poll * 2).unref());
    this.#timers.push(setInterval(() => void this.#beat(), this.leaseMs / 3).unref());
    await this.#reap();
    this.#claim();
  }

  /** Promises a seat to an event that is about to be committed; `release` gives it back, `adopt` uses it. */
  reserve(consumer: string, lane: 0 | 1): boolean {
    const seat = this.#seats.get(consumer);
    if (!seat || this.#stopping || !this.#presence) return false;
    if (seat.taken >= seat.concurrency) return false;
    if (lane === 1 && seat.taken >= seat.concurrency - reserveOf(seat)) return false;
    seat.taken++;
    return true;
  }

  release(consumer: string): void {
    const seat = this.#seats.get(consumer);
    if (!seat) return;
    seat.taken--;
    if (seat.hungry) this.#claimSoon();
  }

  adopt(lease: Lease): void {
    if (this.#stopping) this.#giveBack(lease);
    else this.#begin(lease);
  }

  /** Deliveries wait for these consumers, which this process has just published. */
  expect(consumers: readonly string[]): void {
    for (const name of consumers) {
      const seat = this.#seats.get(name);
      if (seat) seat.hungry = true;
    }
    this.#claimSoon();
  }

  async stop(graceMs = 10_000): Promise<void> {
    this.#stopping = true;
    this.#unsubscribe();
    if (this.#claimTimer) clearTimeout(this.#claimTimer);
    const [poll, reap, beat] = this.#timers;
    clearInterval(poll);
    clearInterval(reap);
    await this.#claiming;
    const timer = setTimeout(() => {
      for (const delivery of this.#underWay.values()) delivery.abort.abort(new Error('the process stops'));
    }, graceMs);
    // what ends may have left a delivery to be given back
    while (this.#underWay.size > 0) await Promise.all([...this.#underWay.values()].map(({ done }) => done));
    clearTimeout(timer);
    clearInterval(beat);
    await this.#presence?.end().catch(() => {});
    this.#options.onStop();
  }

  async #appear(): Promise<void> {
    const { database } = this.#options;
    let isLost = false;
    const client = await database.stay(`parley:worker:${this.id}`, (error) => {
      isLost = true;
      if (this.#stopping) return;
      // others take our slots now, and their tokens keep us from settling them; to claim more would be to claim what is taken away
      this.#presence = null;
      this.#options.logger.warn({ err: error }, 'the worker lost its connection');
      this.#reappear();
    });
    if (this.#stopping) return client.end();
    // what was claimed by a statement whose answer was lost: nobody would take it before its lease runs out, because we live
    try {
      await forsakeSlots(database.platform, this.id, [...this.#underWay.keys()]);
    } catch (error) {
      // else it would stay beside the one of the next try
      await client.end().catch(() => {});
      if (!isLost) throw error;
    }
    // whoever lost it has begun to reappear
    if (isLost) return;
    this.#presence = client;
    this.#claim();
  }

  #reappear(): void {
    setTimeout(() => {
      if (this.#stopping) return;
      this.#appear().catch((error: unknown) => {
        this.#options.logger.error({ err: error }, 'the worker cannot connect and tries again');
        this.#reappear();
      });
    }, REAPPEAR_MS).unref();
  }

  #claimAll(): void {
    for (const seat of this.#seats.values()) seat.hungry = true;
    this.#claim();
  }

  #claimSoon(): void {
    if (this.#stopping) return;
    this.#claimTimer ??= setTimeout(() => {
      this.#claimTimer = null;
      this.#claim();
    }, CLAIM_TOGETHER_MS);
  }

  #claim(): void {
    this.#wanted = true;
    this.#claiming ??= this.#claimWhileWanted().finally(() => {
      this.#claiming = null;
      if (this.#wanted && !this.#stopping && this.#presence) this.#claim();
    });
  }

  async #claimWhileWanted(): Promise<void> {
    while (this.#wanted && !this.#stopping && this.#presence) {
      this.#wanted = false;
      const seats = [...this.#seats.values()].filter((seat) => seat.hungry && seat.taken < seat.concurrency);
      if (seats.length === 0) return; // a delivery that ends claims again
      const room = seats.map((seat) => ({
        consumer: seat.consumer.name,
        fast: seat.concurrency - seat.taken,
        standard: Math.max(0, seat.concurrency - reserveOf(seat) - seat.taken),
      }));
      // what is announced from here on asks again
      for (const seat of seats) seat.hungry = false;
      try {
        const leases = await claimSlots(this.#options.database.platform, { workerId: this.id, leaseMs: this.leaseMs, room });
        for (const lease of leases) {
          const seat = this.#seats.get(lease.consumer);
          if (seat) seat.taken++;
          this.#begin(lease);
        }
        for (const { consumer, standard } of room) {
          const seat = this.#seats.get(consumer);
          // its room was filled, or there was none for standard work: more may wait
          if (seat && leases.filter((lease) => lease.consumer === consumer).length >= standard) seat.hungry = true;
        }
      } catch (error) {
        this.#options.logger.error({ err: error }, 'claiming failed; tried again at the next poll');
        return;
      }
    }
  }

  #begin(lease: Lease): void {
    const abort = new AbortController();
    this.#track(lease, abort, this.#deliver(lease, abort));
  }

  #giveBack(lease: Lease): void {
    this.#track(lease, new AbortController(), returnSlots(this.#options.database.platform, [lease]));
  }

  /** By token: a slot that was taken from us and claimed again may be under way twice for a while. */
  #track(lease: Lease, abort: AbortController, work: Promise<void>): void {
    const done = work
      .catch((error: unknown) => {
        // the database is away: the lease runs out, or is forsaken when the worker appears again
        this.#options.logger.warn({ err: error, consumer: lease.consumer }, 'a slot could not be gone on with');
      })
      .finally(() => {
        this.#underWay.delete(lease.token);
        this.release(lease.consumer);
      });
    this.#underWay.set(lease.token, { lease, abort, done });
  }

  /** Goes on with the slot's next events under the same lease until it is empty, a delivery fails, or the process stops. */
  async #deliver(first: Lease, abort: AbortController): Promise<void> {
    let lease: Lease | null = first;
    while (lease) {
      const current: Lease = lease;
      const outcome: DeliveryOutcome = await runDelivery(current, abort.signal, this.#options);
      this.#outcomes.inc({ consumer: current.consumer, outcome: outcome.kind });
      if (outcome.kind !== 'settled' || outcome.nextSeq === null) return;
      if (this.#stopping) {
        await returnSlots(this.#options.database.platform, [current]);
        return;
      }
      const event = await loadEvent(this.#options.database.platform, outcome.nextSeq);
      lease = event ? { ...current, attempt: 1, seq: outcome.nextSeq, event } : null;
      const entry = this.#underWay.get(current.token);
      if (entry && lease) entry.lease = lease;
    }
  }

  async #beat(): Promise<void> {
    const entries = [...this.#underWay.values()];
    if (entries.length === 0) return;
    try {
      const alive = await heartbeat(
        this.#options.database.platform,
        entries.map(({ lease }) => lease),
        this.leaseMs,
      );
      for (const { lease, abort } of entries) if (!alive.has(lease.token)) abort.abort(new Error('the lease was lost'));
    } catch (error) {
      this.#options.logger.warn({ err: error }, 'leases could not be renewed');
    }
  }

  async #reap(): Promise<void> {
    try {
      if ((await reapDeadWorkers(this.#options.database.platform)) > 0) this.#options.wakeUps.wake('work');
    } catch (error) {
      this.#options.logger.warn({ err: error }, 'dead workers could not be looked for');
    }
  }
}

const reserveOf = (seat: Seat): number => Math.floor(seat.concurrency * FAST_RESERVE);
