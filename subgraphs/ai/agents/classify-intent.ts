import { INTENTS, type Intent } from './intent.ts';
import { learnIntentFeatures } from './intent-features.ts';
import { type LabelledMessage, loadIntentSeeds } from './load-intent-seeds.ts';
import { fitSoftmax, predictSoftmax } from './softmax-regression.ts';

/** Set on other people's labelled messages, once: seeds alone make the model surer of strangers' words than it should be. */
const TEMPERATURE = 1.3;

export type IntentVerdict = {
  intent: Intent;
  /** Probability of `intent`. */
  confidence: number;
  /** Its distance to the runner-up. */
  margin: number;
  probabilities: Record<Intent, number>;
};

export type IntentClassifier = { classify(text: string): IntentVerdict };

/** A correction is of the tenant's own trade and language: it says more than a message that was written for everybody. */
const CORRECTION_WEIGHT = 3;

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

/** The same in parts of some hundredths of a second, for a process that has messages to answer meanwhile. */
export function* learnIntents(seeds: LabelledMessage[], corrections: LabelledMessage[]): Generator<void, IntentClassifier> {
  const messages = [...seeds, ...corrections];
  const features = learnIntentFeatures(messages.map((message) => message.text));
  yield;
  const labels = messages.map((message) => INTENTS.indexOf(message.intent));
  const perClass = INTENTS.map((_, c) => labels.filter((label) => label === c).length);
  const model = yield* fitSoftmax(
    messages.map((message) => features.read(message.text)),
    labels,
    labels.map(
      (label, at) =>
        (messages.length / (INTENTS.length * (perClass[label] as number))) * (at < seeds.length ? 1 : CORRECTION_WEIGHT),
    ),
    { classes: INTENTS.length, dimensions: features.dimensions, epochs: 12, rate: 0.2, l2: 1e-4 },
  );

  return {
    classify(text) {
      const probabilities = predictSoftmax(model, features.read(text), TEMPERATURE);
      const ranked = INTENTS.map((intent, c) => ({ intent, p: probabilities[c] as number })).sort((a, b) => b.p - a.p);
      const [first, second] = ranked as [(typeof ranked)[0], (typeof ranked)[0]];
      return {
        intent: first.intent,
        confidence: first.p,
        margin: first.p - second.p,
        probabilities: Object.fromEntries(ranked.map(({ intent, p }) => [intent, p])) as Record<Intent, number>,
      };
    },
  };
}
