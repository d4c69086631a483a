import { PermanentError, TransientError } from '#kernel/errors/delivery-error.ts';
import type { Intent } from '../agents/intent.ts';

/** What a call is for. Embeddings belong to no agent: retrieval asks for them, and documents do. A replay's calls are its own, whatever they ask. */
export type PaidWork = 'INTENT_CLASSIFIER' | 'REPLY_GENERATOR' | 'EMBEDDING' | 'DECISION_REPLAY';

export interface PlannedCall {
  readonly provider: string;
  readonly model: string;
  readonly work: PaidWork;
  readonly intent: Intent | null;
  /** What it costs at most, in billionths of a US dollar. */
  readonly mostNanoUsd: number;
  /** Nothing cheaper would do the work: where this cannot be paid, the month's money is gone. */
  readonly isCheapest: boolean;
}

export type Bill =
  | {
      readonly kind: 'COUNTED';
      readonly inputTokens: number;
      readonly outputTokens: number;
      readonly costNanoUsd: number;
      readonly failed: boolean;
    }
  /** The vendor said that it did not do it, or was never reached. */
  | { readonly kind: 'FREE' }
  /** Nobody here knows whether it is billed, so it counts as if it were, at its most. */
  | { readonly kind: 'UNKNOWN' };

/** Money put aside for one call, which from then on counts as one that may have gone out. */
export interface Reservation {
  /** Never rejects: what cannot be written down is settled at its most later. */
  settle(bill: Bill): Promise<void>;
  /** The call was not made: its money comes back. Never rejects either. */
  release(): Promise<void>;
}

/** A tenant who pays for calls of vendors' models. */
export interface Payer {
  /** Rejects with BudgetSpent or BudgetBusy before anything is asked. */
  reserve(call: PlannedCall): Promise<Reservation>;
  /** So much of the month's money is spent that the cheapest models are to be used. */
  savesMoney(): Promise<boolean>;
}

/** The tenant's budget for this month does not pay for the call. No retry mends it; a larger budget or the next month does. */
export class BudgetSpent extends PermanentError {
  constructor() {
    super('CIRCUIT_OPEN', "the month's budget for models is spent");
  }
}

const SOON_MS = 1_000;

/** What is left of the budget is put aside for calls that are under way, most of which will cost less. */
export class BudgetBusy extends TransientError {
  constructor() {
    super("what is left of the month's budget is put aside for calls under way", { retryAfterMs: SOON_MS });
  }
}
