import type { Intent } from './intent.ts';

export type ConfidenceInput = {
  intent: Intent;
  /** Probability of the intent and its distance to the runner-up. */
  intentConfidence: number;
  intentMargin: number;
  /** Relevance of the best passage between 0 and 1 and its distance to the next; 0 without a passage. */
  retrievalScore: number;
  retrievalMargin: number;
  /** Share of the reply's statements that stand in a passage, and of the question's words that the reply takes up. */
  supportedShare: number;
  completeness: number;
  /** Characters of the customer's message. */
  textLength: number;
  /** As detected; null when it could not be told. */
  language: string | null;
};

/** Added to the score by intent: a complaint and spam are a person's business, a thank-you needs no knowledge. */
const INTENT_LEAN: Record<Intent, number> = { SALES: 0, SUPPORT: -0.3, COMPLAINT: -6, PRAISE: 1.6, GENERAL: 0.2, SPAM: -8 };
const SERVED_LANGUAGES = new Set(['en', 'de', 'fr', 'es']);
const WEIGHTS = {
  bias: -5.4,
  intentConfidence: 1.6,
  intentMargin: 0.8,
  retrievalScore: 2.2,
  retrievalMargin: 0.8,
  supportedShare: 2.4,
  completeness: 2.4,
  tooLong: -1.2,
  unservedLanguage: -1.5,
  unknownLanguage: -0.4,
} as const;

/**
 * Chance that a reviewer would send the draft as it stands. Set by hand and NOT calibrated: until decisions exist .8 only means "surer than
 * .7". More of any feature from intentConfidence to completeness never lowers it; a longer message never raises it.
 */
export function estimateConfidence(input: ConfidenceInput): number {
  const share = (value: number): number => (Number.isFinite(value) ? Math.max(0, Math.min(1, value)) : 0);
  const languageTerm =
    input.language === null ? WEIGHTS.unknownLanguage : SERVED_LANGUAGES.has(input.language) ? 0 : WEIGHTS.unservedLanguage;
  // Nothing is lost up to 200 characters; at 1,000 a message asks more than one passage answers.
  const tooLong = share((input.textLength - 200) / 800);
  const score =
    WEIGHTS.bias +
    INTENT_LEAN[input.intent] +
    WEIGHTS.intentConfidence * share(input.intentConfidence) +
    WEIGHTS.intentMargin * share(input.intentMargin) +
    WEIGHTS.retrievalScore * share(input.retrievalScore) +
    WEIGHTS.retrievalMargin * share(input.retrievalMargin) +
    WEIGHTS.supportedShare * share(input.supportedShare) +
    WEIGHTS.completeness * share(input.completeness) +
    WEIGHTS.tooLong * tooLong +
    languageTerm;
  return 1 / (1 + Math.exp(-score));
}
