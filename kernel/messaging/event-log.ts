import type { Ctx } from '../tenancy/context.ts';
import type { Consumer } from './consumer.ts';
import type { Tx } from './transaction.ts';

/**
 * The port that every transport passes one contract suite for (`event-log.contract.ts`): transactional publishing, at-least-once delivery
 * in the order of a key, two lanes, retries with backoff, dead letters, replay, fairness between tenants.
 */
export interface EventLog {
  /** Runs `work` in one transaction of the tenant; what it publishes exists when, and only when, it commits. */
  transaction<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Starts to deliver to these consumers in this process. */
  work(consumers: readonly Consumer[], options?: WorkerOptions): Promise<Worker>;
}

export interface WorkerOptions {
  /** How long a delivery is ours without a sign of life; a dead process is noticed sooner, by its connection. */
  readonly leaseMs?: number;
  /** How often to look for work that nobody announced. */
  readonly pollMs?: number;
  /** How long a handler may take before it is aborted and tried again. */
  readonly handlingMs?: number;
  readonly backoff?: { readonly baseMs: number; readonly maxMs: number };
}

export interface Worker {
  /** Takes no new deliveries, lets those under way finish within `graceMs`, gives back the rest. */
  stop(graceMs?: number): Promise<void>;
}
