/** Why work was given up; the same words stand in the public contract (`DeadLetterReason`). */
export type DeadLetterReason =
  | 'RETRIES_EXHAUSTED'
  | 'CIRCUIT_OPEN'
  | 'INVALID_PAYLOAD'
  | 'REJECTED_BY_PLATFORM'
  | 'REJECTED_BY_CRM'
  | 'BUG';

/**
 * A failure that may pass by itself. A consumer that throws it is tried again: after `retryAfterMs` where the other side
 * said when, else by the consumer's backoff. `unlimited` marks a wait that is no failure (a reconciliation that is due later):
 * it does not use up the consumer's attempts.
 */
export class TransientError extends Error {
  override readonly name = 'TransientError';
  readonly retryAfterMs: number | undefined;
  readonly unlimited: boolean;

  constructor(message: string, options: ErrorOptions & { retryAfterMs?: number; unlimited?: boolean } = {}) {
    super(message, options);
    this.retryAfterMs = options.retryAfterMs;
    this.unlimited = options.unlimited ?? false;
  }
}

/** A failure that no retry mends: the delivery goes to the dead letters at once, with this reason. */
export class PermanentError extends Error {
  override readonly name = 'PermanentError';
  readonly reason: DeadLetterReason;

  constructor(reason: DeadLetterReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}
