import { type DeadLetterReason, PermanentError, TransientError } from '../../errors/delivery-error.ts';
import { PublicError } from '../../errors/public-error.ts';
import type { Database } from '../../persistence/database.ts';
import { newId } from '../../persistence/new-id.ts';
import { fullJitterDelayMs } from '../../resilience/backoff.ts';
import type { Logger } from '../../telemetry/logger.ts';
import type { Ctx } from '../../tenancy/context.ts';
import type { Settle } from '../consumer.ts';
import type { Tx } from '../transaction.ts';
import { failDelivery } from './claims.ts';
import type { Lease } from './lease.ts';
import { LeaseLost } from './lease-lost.ts';
import type { Routing } from './routing.ts';
import { openEvent } from './stored-event.ts';

const DEFAULT_ATTEMPTS = 8;
const DEFAULT_HANDLING_MS = 120_000;
const DEFAULT_BACKOFF = { baseMs: 500, maxMs: 300_000 };
const NO_SCOPES: ReadonlySet<string> = new Set();

export type DeliveryOutcome =
  | { kind: 'settled'; nextSeq: string | null }
  | { kind: 'retry' }
  | { kind: 'dead' }
  | { kind: 'lost' };

export interface DeliverySurroundings {
  readonly database: Database;
  readonly routing: Routing;
  readonly logger: Logger;
  readonly settle: <T>(ctx: Ctx, lease: Lease, effect: (tx: Tx) => Promise<T>) => Promise<{ result: T; nextSeq: string | null }>;
  readonly transaction: <T>(ctx: Ctx, work: (tx: Tx) => Promise<T>) => Promise<T>;
  readonly handlingMs?: number;
  readonly backoff?: { readonly baseMs: number; readonly maxMs: number };
}

/** Hands one event to its handler and sees to it that the slot is settled, given back, or known to be lost. Never throws. */
export async function runDelivery(lease: Lease, stop: AbortSignal, around: DeliverySurroundings): Promise<DeliveryOutcome> {
  const logger = around.logger.child({
    tenant: lease.event.tenant,
    consumer: lease.consumer,
    event: lease.event.id,
    attempt: lease.attempt,
  });
  // not signals that are made of others: those cost several times as much, and one of a timeout goes off long after the delivery
  const abort = new AbortController();
  const onStop = (): void => abort.abort(stop.reason);
  const late = setTimeout(() => abort.abort(new Error('the handler took too long')), around.handlingMs ?? DEFAULT_HANDLING_MS);
  if (stop.aborted) onStop();
  stop.addEventListener('abort', onStop, { once: true });
  try {
    return { kind: 'settled', nextSeq: await handle(lease, abort.signal, logger, around) };
  } catch (error) {
    if (error instanceof LeaseLost) {
      logger.warn('the lease was lost; another worker has the delivery');
      return { kind: 'lost' };
    }
    return { kind: await giveBack(lease, error, stop.aborted, logger, around) };
  } finally {
    clearTimeout(late);
    stop.removeEventListener('abort', onStop);
  }
}

async function handle(lease: Lease, signal: AbortSignal, logger: Logger, around: DeliverySurroundings): Promise<string | null> {
  const consumer = around.routing.consumer(lease.consumer);
  const handler = consumer && around.routing.handlerOf(consumer, lease.event.type);
  if (!consumer || !handler) throw new PermanentError('BUG', `${lease.consumer} has no handler for ${lease.event.type}`);
  if (!(await around.database.learn(lease.event.tenant))) throw new PermanentError('BUG', 'the tenant of the event has no key');
  const ctx = around.database.enter(lease.event.tenant, { kind: 'system', id: lease.consumer, scopes: NO_SCOPES }, logger);
  const event = await openEvent(ctx.vault, handler.contract, lease.event);

  let settled: { nextSeq: string | null } | null = null;
  const settle: Settle = async (effect) => {
    if (settled) throw new Error(`${lease.consumer} settled a delivery twice`);
    const { result, nextSeq } = await around.settle(ctx, lease, effect);
    settled = { nextSeq };
    return result;
  };
  await untilAborted(
    handler.handle(ctx, event, settle, { attempt: lease.attempt, signal, transaction: (work) => around.transaction(ctx, work) }),
    signal,
  );
  if (!settled) await settle(async () => {});
  return (settled as { nextSeq: string | null } | null)?.nextSeq ?? null;
}

/** A handler that does not heed its signal must not hold its seat for ever; its token keeps it from settling later. */
function untilAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(new TransientError('the handler was stopped', { cause: signal.reason }));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

async function giveBack(
  lease: Lease,
  error: unknown,
  stopping: boolean,
  logger: Logger,
  around: DeliverySurroundings,
): Promise<'retry' | 'dead' | 'lost'> {
  const transient = error instanceof TransientError ? error : null;
  const attempts = around.routing.consumer(lease.consumer)?.maxAttempts ?? DEFAULT_ATTEMPTS;
  const counts = !stopping && !transient?.unlimited;
  const permanent = error instanceof PermanentError ? error : null;
  const exhausted = counts && lease.attempt >= attempts;
  try {
    if (permanent || exhausted) {
      const reason: DeadLetterReason = permanent?.reason ?? (transient || isDatabaseError(error) ? 'RETRIES_EXHAUSTED' : 'BUG');
      logger.error({ err: error, reason }, 'the delivery went to the dead letters');
      return await failDelivery(around.database.platform, lease, {
        kind: 'dead',
        letterId: newId(),
        reason,
        error: describe(error),
      });
    }
    const delayMs = stopping
      ? 0
      : (transient?.retryAfterMs ?? fullJitterDelayMs(lease.attempt, around.backoff ?? DEFAULT_BACKOFF));
    if (counts) logger.warn({ err: error, delayMs }, 'the delivery failed and is tried again');
    return await failDelivery(around.database.platform, lease, { kind: 'retry', delayMs, counts });
  } catch (failure) {
    // the lease runs out by itself and the delivery comes again
    logger.error({ err: failure }, 'a failed delivery could not be given back');
    return 'lost';
  }
}

const isDatabaseError = (error: unknown): boolean => typeof (error as { code?: unknown } | null)?.code === 'string';

/** What a dead letter may say: our own errors' texts hold nothing of a person; of anybody else's only the kind is kept. */
function describe(error: unknown): string {
  if (error instanceof PublicError || error instanceof TransientError || error instanceof PermanentError)
    return error.message.slice(0, 500);
  if (!(error instanceof Error)) return 'an unknown failure';
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? `${error.name} (${code})` : error.name;
}
