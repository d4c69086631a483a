import type { Payer } from '../payer.ts';
import type { Payment } from './call-vendor.ts';
import { type Price, tokensAtMost } from './model-prices.ts';

/** A batch of texts; what it makes is not counted in tokens. A batch that cannot be paid says nothing of what a reply would cost. */
export const embeddingPayment = (payer: Payer | null, price: Price, texts: readonly string[]): Payment => ({
  payer,
  price,
  work: 'EMBEDDING',
  intent: null,
  isCheapest: false,
  // each text is framed for itself
  atMost: { input: tokensAtMost(texts) + texts.length, output: 0 },
});
