import { setTimeout as delay } from 'node:timers/promises';
import { TransientError } from '#kernel/errors/delivery-error.ts';
import { fullJitterDelayMs } from '#kernel/resilience/backoff.ts';
import { withDeadline } from '#kernel/resilience/deadline.ts';
import { ModelFailure, ModelOutage } from '../model-failure.ts';
import type { Answer, ModelCall } from '../model-provider.ts';
import { costOf } from './model-prices.ts';
import { type Usage, VendorFailure } from './vendor-failure.ts';

/** One more try at once mends a broken line. Everything longer is the consumer's business, which gives its seat free meanwhile. */
const MOST_ATTEMPTS = 2;
const SOON_MS = 500;
const BACKOFF = { baseMs: 250, maxMs: SOON_MS };

export interface VendorCall<T> {
  readonly provider: string;
  readonly model: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** One call. Rejects with a VendorFailure, or with a bug. */
  ask(signal: AbortSignal): Promise<{ readonly value: T; readonly usage: Usage }>;
}

/**
 * Times, counts and retries a vendor's call: the only retries that there are, the SDKs' own are off. Rejects with the reason of `signal`
 * when that aborts, with a ModelOutage for what may pass, with a ModelFailure for what does not.
 */
export async function callVendor<T>({ provider, model, timeoutMs, signal, ask }: VendorCall<T>): Promise<Answer<T>> {
  const startedAt = new Date();
  const started = performance.now();
  const billed: Usage[] = [];
  const callAfter = (attempts: number): ModelCall => ({
    provider,
    model: billed.at(-1)?.model ?? model,
    startedAt,
    latencyMs: Math.round(performance.now() - started),
    inputTokens: billed.reduce((sum, usage) => sum + usage.inputTokens, 0),
    outputTokens: billed.reduce((sum, usage) => sum + usage.outputTokens, 0),
    costUsd: billed.reduce((sum, usage) => sum + costOf(usage), 0),
    attempts,
    cached: false,
  });

  for (let attempts = 1; ; attempts++) {
    try {
      const { value, usage } = await withDeadline(timeoutMs, signal, ask);
      billed.push(usage);
      return { value, call: callAfter(attempts) };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof TransientError) throw new ModelOutage(`${provider}: ${error.message}`, callAfter(attempts));
      if (!(error instanceof VendorFailure)) throw error;
      if (error.usage) billed.push(error.usage);
      const { outcome } = error;
      if (outcome.kind !== 'MAY_PASS') throw new ModelFailure(outcome.kind, error.message, callAfter(attempts));
      const { retryAfterMs, worthTryingNow } = outcome;
      const soon = worthTryingNow || (retryAfterMs !== undefined && retryAfterMs <= SOON_MS);
      if (!soon || attempts >= MOST_ATTEMPTS) {
        throw new ModelOutage(error.message, callAfter(attempts), retryAfterMs === undefined ? {} : { retryAfterMs });
      }
      await waitFor(retryAfterMs ?? fullJitterDelayMs(attempts, BACKOFF), signal);
    }
  }
}

async function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal });
  } catch {
    signal.throwIfAborted();
  }
}
