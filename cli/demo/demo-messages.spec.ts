import { expect, it } from 'vitest';
import { trainIntentClassifier } from '../../subgraphs/ai/agents/classify-intent.ts';
import { SPAM_ACTED_ON_ALONE } from '../../subgraphs/ai/run/decide-outcome.ts';
import { demoMessages } from './demo-messages.ts';

const classifier = trainIntentClassifier();
const of = (name: string) => classifier.classify(demoMessages.find((message) => message.name === name)?.text ?? '');

it.each([
  ['Martina Keller', 'SALES'],
  ['Emily Carter', 'SALES'],
  ['Henrik Dahl', 'SALES'],
  ['Dario Conti', 'SALES'],
  ['Tom Ashdown', 'COMPLAINT'],
  ['Sophie Laurent', 'SUPPORT'],
  ['Prize Center', 'SPAM'],
])('what %s writes is understood as %s', (name, intent) => {
  expect(of(name).intent).toBe(intent);
});

it('nobody but the prize centre is taken for spam', () => {
  for (const { name, text } of demoMessages) {
    const { probabilities } = classifier.classify(text);
    if (name === 'Prize Center') expect(probabilities.SPAM).toBeGreaterThan(SPAM_ACTED_ON_ALONE);
    else expect(probabilities.SPAM, name).toBeLessThan(0.3);
  }
});
