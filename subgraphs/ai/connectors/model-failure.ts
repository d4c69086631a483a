import { type DeadLetterReason, PermanentError, TransientError } from '#kernel/errors/delivery-error.ts';
import type { ModelCall } from './model-provider.ts';

/**
 * Why asking again is of no use. The first three are the model's word about this text; the others are the vendor's about our account
 * or our request, and hold for every text.
 */
export type ModelFailureKind =
  /** The model declined. */
  | 'REFUSED'
  /** The vendor's filter held the text or the answer back. */
  | 'FILTERED'
  /** The answer was longer than it may be. */
  | 'TRUNCATED'
  | 'KEY_REFUSED'
  | 'QUOTA_USED_UP'
  | 'REQUEST_REFUSED';

const ABOUT_THE_TEXT: ReadonlySet<ModelFailureKind> = new Set(['REFUSED', 'FILTERED', 'TRUNCATED']);

/** Message and kind hold nothing of the prompt, of the answer or of the key: they stand in logs and in dead letters. */
export class ModelFailure extends PermanentError {
  readonly kind: ModelFailureKind;
  /** What it cost to learn this. */
  readonly call: ModelCall;

  constructor(kind: ModelFailureKind, message: string, call: ModelCall) {
    super(deadLetterReasonOf(kind), message);
    this.kind = kind;
    this.call = call;
  }

  /** False: the vendor answers no other text either, until somebody sees to the account. */
  get isAboutTheText(): boolean {
    return ABOUT_THE_TEXT.has(this.kind);
  }
}

/** A failure of a vendor's model that may pass by itself. */
export class ModelOutage extends TransientError {
  readonly call: ModelCall;
  /** Nobody was asked: all of them failed one call after another just now. */
  readonly isKnown: boolean;

  constructor(message: string, call: ModelCall, options: { retryAfterMs?: number; isKnown?: boolean } = {}) {
    super(message, options);
    this.call = call;
    this.isKnown = options.isKnown ?? false;
  }
}

const deadLetterReasonOf = (kind: ModelFailureKind): DeadLetterReason => {
  if (kind === 'REQUEST_REFUSED') return 'BUG';
  return ABOUT_THE_TEXT.has(kind) ? 'INVALID_PAYLOAD' : 'CIRCUIT_OPEN';
};
