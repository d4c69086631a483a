import type { ModelFailureKind } from '../model-failure.ts';

/** What the vendor counted and bills. */
export interface Usage {
  readonly model: string;
  readonly inputTokens: number;
  /** Of the input: read from the vendor's cache, and cheaper. */
  readonly cachedTokens: number;
  readonly outputTokens: number;
}

export type VendorOutcome =
  | { readonly kind: ModelFailureKind }
  | {
      readonly kind: 'MAY_PASS';
      /** As the vendor asks for; undefined where it said nothing. */
      readonly retryAfterMs?: number | undefined;
      /** The line broke or the answer was unusable: a second try now is as good as one later. */
      readonly worthTryingNow: boolean;
    };

/** What an SDK's error or an answer's end means, in the words of the port. Its message is our own: an SDK's may quote key and prompt. */
export class VendorFailure extends Error {
  override readonly name = 'VendorFailure';
  readonly outcome: VendorOutcome;
  readonly usage: Usage | undefined;
  /** The vendor was not reached, or said that it did not do it. Without this and without a usage the call may have been billed. */
  readonly isFree: boolean;

  constructor(message: string, outcome: VendorOutcome, usage?: Usage, isFree = false) {
    super(message);
    this.outcome = outcome;
    this.usage = usage;
    this.isFree = isFree;
  }
}

/** The answer was an error of the vendor's own: vendors bill what they answered and nothing else. */
export const refusedFree = (message: string, outcome: VendorOutcome): VendorFailure =>
  new VendorFailure(message, outcome, undefined, true);

/** Behind these a gateway gave up on a call that the vendor may have gone on with. */
const GATEWAY_GAVE_UP = new Set([408, 502, 504]);

export const unusableAnswer = (what: string, usage?: Usage): VendorFailure =>
  new VendorFailure(`the model's answer cannot be used: ${what}`, { kind: 'MAY_PASS', worthTryingNow: true }, usage);

/** A status that says the same at every vendor; undefined for one that the vendor's own code has to explain. */
export function failureOfStatus(vendor: string, status: number, retryAfterMs: number | undefined): VendorFailure | undefined {
  const message = `${vendor} answered ${status}`;
  if (status === 408 || status === 409 || status === 429 || status >= 500)
    return new VendorFailure(
      message,
      { kind: 'MAY_PASS', retryAfterMs, worthTryingNow: status !== 429 && retryAfterMs === undefined },
      undefined,
      !GATEWAY_GAVE_UP.has(status),
    );
  if (status === 401 || status === 403) return refusedFree(message, { kind: 'KEY_REFUSED' });
  return undefined;
}
