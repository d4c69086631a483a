import { describe, expect, it } from 'vitest';
import { type ConfidenceInput, estimateConfidence, FEATURES, readFeatures } from './estimate-confidence.ts';
import { INTENTS } from './intent.ts';

const middling: ConfidenceInput = {
  intent: 'SALES',
  intentConfidence: 0.6,
  intentMargin: 0.4,
  retrievalScore: 0.5,
  retrievalMargin: 0.2,
  supportedShare: 0.8,
  completeness: 0.6,
  sentiment: 0,
  spam: 0.1,
  novelty: 0.3,
  ownConfidence: null,
  textLength: 80,
  language: 'en',
};
const at = (more: Partial<ConfidenceInput>) => {
  const input = { ...middling, ...more };
  return estimateConfidence(input.intent, readFeatures(input));
};

describe('estimateConfidence', () => {
  it.each(['intentConfidence', 'intentMargin', 'retrievalScore', 'retrievalMargin', 'supportedShare', 'completeness'] as const)(
    'rises with %s',
    (feature) => {
      const values = [0, 0.25, 0.5, 0.75, 1].map((value) => at({ [feature]: value }));
      expect(values).toEqual([...values].sort((a, b) => a - b));
      expect(new Set(values).size).toBe(5);
    },
  );

  it('falls with displeasure, spam and what the knowledge never heard of, and is not raised by delight', () => {
    expect(at({ sentiment: -0.8 })).toBeLessThan(at({}));
    expect(at({ sentiment: 1 })).toBe(at({}));
    expect(at({ spam: 0.6 })).toBeLessThan(at({ spam: 0.1 }));
    expect(at({ novelty: 1 })).toBeLessThan(at({ novelty: 0 }));
  });

  it('believes a model that doubts its own words, and is never raised by one that does not', () => {
    expect(at({ ownConfidence: 1 })).toBe(at({ ownConfidence: null }));
    const best = {
      intentConfidence: 1,
      intentMargin: 1,
      retrievalScore: 1,
      retrievalMargin: 1,
      supportedShare: 1,
      completeness: 1,
    };
    expect(at({ ...best, ownConfidence: 0 })).toBeLessThan(0.5);
    expect(at({ ownConfidence: 0.5 })).toBeLessThan(at({ ownConfidence: 0.9 }));
  });

  it('never rises with the length of the message, nor in a language without phrases', () => {
    expect(at({ textLength: 2_000 })).toBeLessThan(at({ textLength: 100 }));
    expect(at({ language: 'sw' })).toBeLessThan(at({ language: null }));
    expect(at({ language: null })).toBeLessThan(at({ language: 'de' }));
  });

  it('is high for a full answer, low for a poor one, and keeps complaint and spam below a half at their best', () => {
    const best = {
      intentConfidence: 1,
      intentMargin: 1,
      retrievalScore: 1,
      retrievalMargin: 1,
      supportedShare: 1,
      completeness: 1,
    };
    expect(at(best)).toBeGreaterThan(0.9);
    expect(at({ retrievalScore: 0.1, completeness: 0.2 })).toBeLessThan(0.4);
    expect(at({ ...best, intent: 'COMPLAINT' })).toBeLessThan(0.5);
    expect(at({ ...best, intent: 'SPAM' })).toBeLessThan(0.1);
  });

  it('stays a probability for any input, infinities and NaN among them', () => {
    for (const intent of INTENTS) {
      for (const value of [Number.NaN, Number.POSITIVE_INFINITY, -5, 99]) {
        const input = { ...middling, sentiment: value, spam: value, novelty: value, ownConfidence: value, textLength: value };
        const features = readFeatures(input);
        for (const name of FEATURES) expect(features[name] >= 0 && features[name] <= 1).toBe(true);
        const confidence = at({ intent, retrievalScore: value, completeness: value, textLength: value });
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
      }
    }
  });
});
