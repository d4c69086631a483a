import { describe, expect, it } from 'vitest';
import { trainIntentClassifier } from './classify-intent.ts';
import { INTENTS, type Intent } from './intent.ts';
import { loadIntentSeeds } from './load-intent-seeds.ts';
import { packVector } from './packed-vector.ts';

// of this thread's own time: what else the machine does meanwhile is not the classifier's doing
const timeMs = (): number => process.threadCpuUsage().user / 1_000;
const startedAt = timeMs();
const classifier = trainIntentClassifier();
const trainingMs = timeMs() - startedAt;

// None of these is a seed: the point is what the classifier makes of words it was not taught in this order.
const CLEAR: [Intent, string][] = [
  ['SALES', 'Hey! How much would a sofa like this cost, and can I order it in green?'],
  ['SALES', 'we would like to book a table for seven on friday night'],
  ['SALES', 'Was kostet ein Angebot für 50 Tassen mit Logo?'],
  ['SALES', 'Quisiera comprar dos entradas, ¿cuánto cuestan?'],
  ['SUPPORT', 'my parcel has not arrived, the tracking shows nothing'],
  ['SUPPORT', "I can't log in to the app any more, it says wrong password"],
  ['SUPPORT', 'Wie kann ich meine Bestellung stornieren?'],
  ['COMPLAINT', 'This is the worst service ever, rude staff and cold food. Never again!'],
  ['COMPLAINT', 'Absolutely terrible quality, what a waste of money 😡'],
  ['PRAISE', 'Amazing food and such friendly people, I love this place ❤️'],
  ['PRAISE', 'Best haircut ever, thank you!!'],
  ['GENERAL', 'Hello'],
  ['GENERAL', 'ok thanks, bye'],
  ['SPAM', 'CONGRATULATIONS!!! You won a FREE iPhone, click http://prize.example/now to claim'],
  ['SPAM', 'Subscribe to my channel and get free gift cards, link in bio'],
];

describe('trainIntentClassifier', () => {
  it.each(CLEAR)('reads %s in "%s"', (intent, text) => {
    expect(classifier.classify(text).intent).toBe(intent);
  });

  it('gives probabilities that add up to one, with confidence the highest of them and margin its lead', () => {
    for (const text of ['How much is it?', '', '😂😂😂', '¿?', '12345', 'x'.repeat(20_000)]) {
      const verdict = classifier.classify(text);
      const ranked = Object.values(verdict.probabilities).sort((a, b) => b - a);
      expect(ranked).toHaveLength(INTENTS.length);
      expect(ranked.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
      expect(verdict.confidence).toBe(ranked[0]);
      expect(verdict.confidence).toBe(verdict.probabilities[verdict.intent]);
      expect(verdict.margin).toBeCloseTo((ranked[0] ?? 0) - (ranked[1] ?? 0), 12);
    }
  });

  it('is unsure of a message without words, and never calls it spam with certainty', () => {
    for (const text of ['', '   ', '.', '7']) expect(classifier.classify(text).probabilities.SPAM).toBeLessThan(0.5);
  });

  it('does not care whom a message is addressed to', () => {
    const plain = classifier.classify('your app keeps crashing, please help').probabilities;
    const addressed = classifier.classify('@SuperBank_Help your app keeps crashing, please help').probabilities;
    for (const intent of INTENTS) expect(addressed[intent]).toBeCloseTo(plain[intent], 1);
  });

  it('learns the same model every time', () => {
    const again = trainIntentClassifier();
    for (const [, text] of CLEAR) expect(again.classify(text)).toEqual(classifier.classify(text));
  });

  it('learns within the time a start can spare and answers fast, a message of 20,000 characters too', () => {
    expect(trainingMs).toBeLessThan(4_000);
    const from = timeMs();
    for (let n = 0; n < 50; n++) classifier.classify(`Do you deliver to Bergen and what does it cost, number ${n}?`);
    classifier.classify('how much is the large table '.repeat(720));
    expect(timeMs() - from).toBeLessThan(500);
  });

  it('holds back one message in five and still reads most of those rightly', () => {
    const seeds = loadIntentSeeds();
    const part = trainIntentClassifier(seeds.filter((_, at) => at % 5 !== 2));
    const held = seeds.filter((_, at) => at % 5 === 2);
    const right = held.filter(({ text, intent }) => part.classify(text).intent === intent).length;
    expect(right / held.length).toBeGreaterThan(0.68);
  });
});

describe('what a message means', () => {
  // stands in for an encoder: the direction of a text is its intent's, and a little of its own
  const directionOf = (intent: Intent, own: number): Float32Array => {
    const vector = Float32Array.from({ length: 16 }, (_, at) => 0.2 * Math.sin(own * 7.3 + at));
    vector[INTENTS.indexOf(intent)] = 1;
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  };
  const seeds = loadIntentSeeds().map((seed, at) => ({ ...seed, vector: packVector(directionOf(seed.intent, at)) }));
  const meaning = trainIntentClassifier(seeds);

  it('decides where its words are unknown', () => {
    for (const intent of INTENTS)
      expect(meaning.classify('zorblax quux plumbus', directionOf(intent, 4_711)).intent).toBe(intent);
  });

  it('is left out where it is not known: such a message is classified to the last digit as without any vectors', () => {
    for (const [, text] of CLEAR) {
      expect(meaning.classify(text)).toEqual(classifier.classify(text));
      expect(meaning.classify(text, null)).toEqual(classifier.classify(text));
      // of another model
      expect(meaning.classify(text, new Float32Array(384).fill(0.05))).toEqual(classifier.classify(text));
    }
  });

  it('is read by nobody where the seeds have no vectors', () => {
    expect(classifier.classify('hello', directionOf('SPAM', 1))).toEqual(classifier.classify('hello'));
  });

  it('gives probabilities that add up to one', () => {
    const { probabilities } = meaning.classify('How much is it?', directionOf('SUPPORT', 3));
    expect(Object.values(probabilities).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
  });

  it('is learned from beside corrections that have no vector, which count by their words', () => {
    const corrections = Array.from({ length: 6 }, (_, at) => ({ text: `zorblax quux ${at}`, intent: 'PRAISE' as const }));
    const corrected = trainIntentClassifier(seeds, corrections);
    expect(corrected.classify('zorblax quux').intent).toBe('PRAISE');
    const before = meaning.classify('zorblax quux', directionOf('SUPPORT', 9)).probabilities.PRAISE;
    expect(corrected.classify('zorblax quux', directionOf('SUPPORT', 9)).probabilities.PRAISE).toBeGreaterThan(before + 0.05);
  });
});

describe('the seed messages', () => {
  it('are at least 250 a class and none stands in two classes', () => {
    const seeds = loadIntentSeeds();
    for (const intent of INTENTS) expect(seeds.filter((seed) => seed.intent === intent).length).toBeGreaterThanOrEqual(250);
    expect(new Set(seeds.map((seed) => seed.text.toLowerCase())).size).toBe(seeds.length);
  });
});
