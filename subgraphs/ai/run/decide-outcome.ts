import type { HeldBack } from '../confidence/held-back.ts';
import type { IntentAnswer } from '../connectors/model-provider.ts';
import { ReviewReason } from '../review/review.entity.ts';
import { RunStatus } from './run-status.ts';

/**
 * Spam is acted on alone only when it is this sure: at the classifier's best guess 6 of 100 genuine messages would go unanswered, so
 * sure (findings/ai.md) fewer than one. Less sure spam is a person's business.
 */
export const SPAM_ACTED_ON_ALONE = 0.95;

export type Outcome =
  | { readonly kind: 'SUPERSEDED' }
  | { readonly kind: 'NO_REPLY' }
  | { readonly kind: 'AUTO_REPLY' }
  | { readonly kind: 'REVIEW'; readonly reason: ReviewReason };

/** Where a run stands once it is decided. */
export const STATUS_OF: Readonly<Record<Outcome['kind'], RunStatus>> = {
  SUPERSEDED: RunStatus.SUPERSEDED,
  NO_REPLY: RunStatus.NO_REPLY,
  AUTO_REPLY: RunStatus.AUTO_REPLIED,
  REVIEW: RunStatus.IN_REVIEW,
};

export const isCertainSpam = (intent: IntentAnswer | null): boolean =>
  intent?.intent === 'SPAM' && intent.confidence >= SPAM_ACTED_ON_ALONE;

export interface OutcomeQuestion {
  readonly intent: IntentAnswer | null;
  /** Why it is never sent by the machine alone; empty for one that may. */
  readonly heldBack: readonly HeldBack[];
  /** There is a draft, and its confidence reaches the threshold. */
  readonly isSure: boolean;
  /** The message was drawn for review before anything about it was known. */
  readonly audited: boolean;
  readonly autoReply: boolean;
  /** A newer message of the conversation was seen. */
  readonly superseded: boolean;
  /** The platform takes a reply of the machine. */
  readonly windowOpen: boolean;
  /** No model answers, whatever is asked. */
  readonly providerDown: boolean;
  /** The month's money pays for no reply. */
  readonly budgetSpent?: boolean;
  /** The platform takes a reply that a person approved. */
  readonly personWindowOpen: boolean;
}

export function decideOutcome({
  intent,
  heldBack,
  isSure,
  audited,
  autoReply,
  superseded,
  windowOpen,
  providerDown,
  budgetSpent = false,
  personWindowOpen,
}: OutcomeQuestion): Outcome {
  if (superseded) return { kind: 'SUPERSEDED' };
  if (!personWindowOpen || isCertainSpam(intent)) return { kind: 'NO_REPLY' };
  if (budgetSpent) return { kind: 'REVIEW', reason: ReviewReason.BUDGET };
  if (providerDown) return { kind: 'REVIEW', reason: ReviewReason.PROVIDER_DOWN };
  if (heldBack.includes('UNSAFE')) return { kind: 'REVIEW', reason: ReviewReason.UNSAFE };
  // a person's business however sure the machine is
  if (heldBack.length > 0) return { kind: 'REVIEW', reason: ReviewReason.POLICY };
  if (!isSure) return { kind: 'REVIEW', reason: ReviewReason.LOW_CONFIDENCE };
  if (!autoReply || !windowOpen) return { kind: 'REVIEW', reason: ReviewReason.POLICY };
  return audited ? { kind: 'REVIEW', reason: ReviewReason.SAMPLED } : { kind: 'AUTO_REPLY' };
}
