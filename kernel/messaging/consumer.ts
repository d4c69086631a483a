import type { Ctx } from '../tenancy/context.ts';
import type { DataOf, EventContract, ReceivedEvent } from './event-contract.ts';
import type { Tx } from './transaction.ts';

/**
 * Ends a delivery: runs `effect` and marks the event handled by this consumer in one transaction, so a redelivery changes nothing.
 * It is called once, last. It throws when the delivery's lease was lost meanwhile; the effect is then rolled back.
 */
export type Settle = <T>(effect: (tx: Tx) => Promise<T>) => Promise<T>;

/** What a handler knows of its delivery. `signal` aborts when the lease is lost or the process stops. */
export interface Delivery {
  readonly attempt: number;
  readonly signal: AbortSignal;
  /**
   * A transaction of its own before the settling one, for what must be seen before slow work ends. It commits without the mark, so a
   * redelivery meets its effect: the handler makes it idempotent itself.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

/**
 * Handles one kind of event. It may work outside the transaction first (a model, a platform), then settles; one that returns
 * without settling is settled with no effect.
 */
export type Handle<C extends EventContract> = (
  ctx: Ctx,
  event: ReceivedEvent<C>,
  settle: Settle,
  delivery: Delivery,
) => Promise<void>;

export interface Handler {
  readonly contract: EventContract;
  readonly when: ((data: never) => boolean) | undefined;
  readonly handle: Handle<EventContract>;
}

/** `when` decides at publishing whether the consumer wants the event at all: one that it does not want costs nothing. */
export function on<C extends EventContract>(contract: C, handle: Handle<C>, when?: (data: DataOf<C>) => boolean): Handler {
  // a list holds handlers of many contracts; the kernel parses each event by its handler's contract before it calls it
  return { contract, when: when as Handler['when'], handle: handle as unknown as Handle<EventContract> };
}

/**
 * Receives events at least once and, for each key, in the order of their commits, over all its handlers. Consumers do not wait for
 * one another: each has slots, attempts and concurrency of its own.
 */
export interface Consumer {
  /** `<subgraph>.<what it does>`: stands in slots, dead letters and metrics, so it is not renamed while events wait. */
  readonly name: string;
  readonly handlers: readonly Handler[];
  /** Attempts before the dead letters; 8 unless said. */
  readonly maxAttempts?: number;
  /** Keys that one process handles at the same time; 8 unless said. */
  readonly concurrency?: number;
}
