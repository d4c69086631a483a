import { setTimeout as delay } from 'node:timers/promises';
import { TransientError } from '#kernel/errors/delivery-error.ts';
import { fullJitterDelayMs } from '#kernel/resilience/backoff.ts';
import { withDeadline } from '#kernel/resilience/deadline.ts';
import { ModelFailure, ModelOutage } from '../model-failure.ts';
import type { Answer, ModelCall } from '../model-provider.ts';
import { type Bill, BudgetBusy, type Payer, type PlannedCall } from '../payer.ts';
import { costAtMost, costOf, type Price, type TokensAtMost } from './model-prices.ts';
import { type Usage, VendorFailure } from './vendor-failure.ts';

/** One more try at once mends a broken line. Everything longer is the consumer's business, which gives its seat free meanwhile. */
const MOST_ATTEMPTS = 2;
const SOON_MS = 500;
const BACKOFF = { baseMs: 250, maxMs: SOON_MS };

/** What a call costs, and who pays for it: nobody in suites of the adapters alone. */
export interface Payment {
  readonly payer: Payer | null;
  readonly price: Price;
  readonly work: PlannedCall['work'];
  readonly intent: PlannedCall['intent'];
  readonly isCheapest: boolean;
  readonly atMost: TokensAtMost;
}

export interface VendorCall<T> {
  readonly provider: string;
  readonly model: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly payment: Payment;
  /** One call. Rejects with a VendorFailure, or with a bug. */
  ask(signal: AbortSignal): Promise<{ readonly value: T; readonly usage: Usage }>;
}

/**
 * Times, counts, pays and retries a vendor's call: the only retries that there are, the SDKs' own are off. Rejects with the reason of
 * `signal` when that aborts, with a ModelOutage for what may pass, with a ModelFailure for what does not, and where it cannot be paid.
 */
export async function callVendor<T>(asked: VendorCall<T>): Promise<Answer<T>> {
  const { provider, model, timeoutMs, signal, payment } = asked;
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
    costUsd: billed.reduce((sum, usage) => sum + costOf(payment.price, usage), 0) / 1e9,
    attempts,
    cached: false,
  });

  for (let attempts = 1; ; attempts++) {
    try {
      const { value, usage } = await paid(asked, () => withDeadline(timeoutMs, signal, asked.ask));
      billed.push(usage);
      return { value, call: callAfter(attempts) };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof BudgetBusy) throw error;
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

/** Money is put aside before each call, and what it cost takes its place however the call ends. */
async function paid<Answered extends { readonly usage: Usage }>(
  { provider, model, payment, signal }: Omit<VendorCall<unknown>, 'ask'>,
  ask: () => Promise<Answered>,
): Promise<Answered> {
  const { payer, price, work, intent, isCheapest, atMost } = payment;
  if (!payer) return ask();
  signal.throwIfAborted();
  const planned = { provider, model, work, intent, isCheapest, mostNanoUsd: costAtMost(price, atMost) };
  const reservation = await payer.reserve(planned);
  if (signal.aborted) {
    await reservation.release();
    signal.throwIfAborted();
  }
  try {
    const answered = await ask();
    await reservation.settle(billOf(price, answered.usage, false));
    return answered;
  } catch (error) {
    const usage = error instanceof VendorFailure ? error.usage : undefined;
    const isFree = error instanceof VendorFailure && error.isFree;
    await reservation.settle(usage ? billOf(price, usage, true) : { kind: isFree ? 'FREE' : 'UNKNOWN' });
    throw error;
  }
}

const billOf = (price: Price, usage: Usage, failed: boolean): Bill => ({
  kind: 'COUNTED',
  inputTokens: usage.inputTokens,
  outputTokens: usage.outputTokens,
  costNanoUsd: costOf(price, usage),
  failed,
});

async function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal });
  } catch {
    signal.throwIfAborted();
  }
}
