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
  /** Of the message, from -1 to 1. */
  sentiment: number;
  /** Probability that the message is spam. */
  spam: number;
  /** Share of what the message is about that none of the passages found knows. */
  novelty: number;
  /** The model's own rating of its reply; null for one that gives none. */
  ownConfidence: number | null;
  /** Characters of the customer's message. */
  textLength: number;
  /** As detected; null when it could not be told. */
  language: string | null;
};

/** Added to the score by intent: a complaint and spam are a person's business, a thank-you needs no knowledge. */
const INTENT_LEAN: Record<Intent, number> = { SALES: 0, SUPPORT: -0.3, COMPLAINT: -6, PRAISE: 1.6, GENERAL: 0.2, SPAM: -8 };
const SERVED_LANGUAGES = new Set(['en', 'de', 'fr', 'es']);
const BIAS = -5.4;
const WEIGHTS = {
  intentConfidence: 1.6,
  intentMargin: 0.8,
  retrievalScore: 2.2,
  retrievalMargin: 0.8,
  supportedShare: 2.4,
  completeness: 2.4,
  displeasure: -1.2,
  spam: -2,
  novelty: -0.6,
  // a model that doubts its own words is believed; one that is sure of them proves nothing before decisions say so
  ownDoubt: -5,
  tooLong: -1.2,
  unservedLanguage: -1.5,
  unknownLanguage: -0.4,
} as const;

export type FeatureName = keyof typeof WEIGHTS;
export const FEATURES = Object.keys(WEIGHTS) as FeatureName[];

/** What the head reads of a draft, each from 0 to 1. Kept with the run: numbers alone. */
export type Features = Readonly<Record<FeatureName, number>>;

export function readFeatures(input: ConfidenceInput): Features {
  const { language } = input;
  const features: Features = {
    intentConfidence: input.intentConfidence,
    intentMargin: input.intentMargin,
    retrievalScore: input.retrievalScore,
    retrievalMargin: input.retrievalMargin,
    supportedShare: input.supportedShare,
    completeness: input.completeness,
    displeasure: -input.sentiment,
    spam: input.spam,
    novelty: input.novelty,
    ownDoubt: 1 - (input.ownConfidence ?? 1),
    // nothing is lost up to 200 characters; at 1,000 a message asks more than one passage answers
    tooLong: (input.textLength - 200) / 800,
    unservedLanguage: Number(language !== null && !SERVED_LANGUAGES.has(language)),
    unknownLanguage: Number(language === null),
  };
  return Object.fromEntries(FEATURES.map((name) => [name, share(features[name])])) as Features;
}

/**
 * Chance that a reviewer would send the draft as it stands. Set by hand and NOT calibrated: until decisions exist .8 only means "surer than
 * .7". More of any feature from intentConfidence to completeness never lowers it; more of any other never raises it.
 */
export function estimateConfidence(intent: Intent, features: Features): number {
  const score = FEATURES.reduce((sum, name) => sum + WEIGHTS[name] * features[name], BIAS + INTENT_LEAN[intent]);
  return 1 / (1 + Math.exp(-score));
}

const share = (value: number): number =>
  Number.isFinite(value) ? Math.round(Math.max(0, Math.min(1, value)) * 10_000) / 10_000 : 0;
