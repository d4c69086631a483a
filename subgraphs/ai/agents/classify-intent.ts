import { INTENTS, type Intent } from './intent.ts';
import { learnIntentFeatures } from './intent-features.ts';
import { type LabelledMessage, loadIntentSeeds } from './load-intent-seeds.ts';
import { unpackVector } from './packed-vector.ts';
import { type FeatureRow, fitSoftmax, predictSoftmax, type SoftmaxModel } from './softmax-regression.ts';

/**
 * Set on other people's labelled messages, once, with vectors and without (the best likelihood is at the same place): seeds alone make the
 * model surer of strangers' words than it should be.
 */
const TEMPERATURE = 1.3;

/** How much a vector, of length 1, says beside a text's grams (2 words, 1 characters) and cues. */
const VECTOR_SHARE = 2;

export type IntentVerdict = {
  intent: Intent;
  /** Probability of `intent`. */
  confidence: number;
  /** Its distance to the runner-up. */
  margin: number;
  probabilities: Record<Intent, number>;
};

/** `vector` is the sentence encoder's, of the same text. A text without one is classified by its words alone. */
export type IntentClassifier = { classify(text: string, vector?: Float32Array | null): IntentVerdict };

/** A correction is of the tenant's own trade and language: it says more than a message that was written for everybody. */
const CORRECTION_WEIGHT = 3;
const ROWS_A_PART = 100;

/** Learns from the seed messages and the tenant's corrections; about a second of work at most. Deterministic. */
export function trainIntentClassifier(
  seeds: LabelledMessage[] = loadIntentSeeds(),
  corrections: LabelledMessage[] = [],
): IntentClassifier {
  const parts = learnIntents(seeds, corrections);
  for (;;) {
    const part = parts.next();
    if (part.done) return part.value;
  }
}

/**
 * The same in parts of some milliseconds, for a process that has messages to answer meanwhile. Where the seeds have vectors, a second model
 * is learned for texts that have one as well; what has none teaches it by its words.
 */
export function* learnIntents(seeds: LabelledMessage[], corrections: LabelledMessage[]): Generator<void, IntentClassifier> {
  const messages = [...seeds, ...corrections];
  const features = yield* learnIntentFeatures(messages.map((message) => message.text));
  const rows: FeatureRow[] = [];
  for (const { text } of messages) {
    rows.push(features.read(text));
    if (rows.length % ROWS_A_PART === 0) yield;
  }
  const labels = messages.map((message) => INTENTS.indexOf(message.intent));
  const perClass = INTENTS.map((_, c) => labels.filter((label) => label === c).length);
  const weights = labels.map(
    (label, at) =>
      (messages.length / (INTENTS.length * (perClass[label] as number))) * (at < seeds.length ? 1 : CORRECTION_WEIGHT),
  );
  const learn = (of: FeatureRow[], denseDimensions: number, epochs: number): Generator<void, SoftmaxModel> =>
    fitSoftmax(of, labels, weights, {
      classes: INTENTS.length,
      dimensions: features.dimensions,
      denseDimensions,
      epochs,
      rate: 0.2,
      l2: 1e-4,
    });
  const byWords = yield* learn(rows, 0, 12);
  const dimension = seeds.find(({ vector }) => vector)?.vector?.length;
  const byMeaning = dimension && (yield* learn(yield* withVectors(rows, messages), dimension, 8));

  return {
    classify(text, vector) {
      const words = features.read(text);
      const probabilities =
        byMeaning && vector?.length === dimension
          ? predictSoftmax(byMeaning, { ...words, dense: vector.map((value) => value * VECTOR_SHARE) }, TEMPERATURE)
          : predictSoftmax(byWords, words, TEMPERATURE);
      return verdictOf(probabilities);
    },
  };
}

function* withVectors(rows: FeatureRow[], messages: LabelledMessage[]): Generator<void, FeatureRow[]> {
  const full: FeatureRow[] = [];
  for (const [at, row] of rows.entries()) {
    const vector = messages[at]?.vector;
    full.push(vector ? { ...row, dense: unpackVector(vector, VECTOR_SHARE) } : row);
    if (at % ROWS_A_PART === ROWS_A_PART - 1) yield;
  }
  return full;
}

function verdictOf(probabilities: Float64Array): IntentVerdict {
  const ranked = INTENTS.map((intent, c) => ({ intent, p: probabilities[c] as number })).sort((a, b) => b.p - a.p);
  const [first, second] = ranked as [(typeof ranked)[0], (typeof ranked)[0]];
  return {
    intent: first.intent,
    confidence: first.p,
    margin: first.p - second.p,
    probabilities: Object.fromEntries(ranked.map(({ intent, p }) => [intent, p])) as Record<Intent, number>,
  };
}
