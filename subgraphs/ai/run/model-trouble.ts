import { TransientError } from '#kernel/errors/delivery-error.ts';
import type { Delivery } from '#kernel/messaging/consumer.ts';
import { ModelFailure, ModelOutage } from '../connectors/model-failure.ts';
import { BudgetBusy, BudgetSpent } from '../connectors/payer.ts';

/** How often a message is delivered to the agents; with the kernel's backoff the last is half a minute after the first, on average. */
export const ANSWER_ATTEMPTS = 8;
/** A vendor that asks for more patience than this has no answer for a customer who waits. */
const LONGEST_WAIT_MS = 120_000;
/** For models that are known to be down a message waits once; a second half minute would bring no more, and a person can answer now. */
const LONGEST_SECOND_WAIT_MS = 5_000;

/** DOWN: nobody answers, for whatever text. DECLINED: not for this text. BUDGET: the month's money does not pay for it. */
export type ModelTrouble = 'DOWN' | 'DECLINED' | 'BUDGET';

/**
 * What a model's failure means for the message, once it is final: a person takes over. Throws what a later delivery may mend, and what is
 * no failure of a model at all.
 */
export function modelTroubleOf(error: unknown, { attempt, signal }: Pick<Delivery, 'attempt' | 'signal'>): ModelTrouble {
  signal.throwIfAborted();
  if (error instanceof BudgetSpent || (error instanceof BudgetBusy && attempt >= ANSWER_ATTEMPTS)) return 'BUDGET';
  if (error instanceof ModelOutage && error.isKnown && attempt > 1 && (error.retryAfterMs ?? 0) > LONGEST_SECOND_WAIT_MS)
    return 'DOWN';
  if (error instanceof ModelFailure) return error.isAboutTheText ? 'DECLINED' : 'DOWN';
  if (error instanceof TransientError && (attempt >= ANSWER_ATTEMPTS || (error.retryAfterMs ?? 0) > LONGEST_WAIT_MS))
    return 'DOWN';
  throw error;
}
