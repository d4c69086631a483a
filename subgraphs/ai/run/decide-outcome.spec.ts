import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../settings/ai-settings.entity.ts';
import { decideOutcome, type OutcomeQuestion, SPAM_ACTED_ON_ALONE } from './decide-outcome.ts';

const SURE: OutcomeQuestion = {
  intent: { intent: 'SUPPORT', confidence: 0.99, margin: 0.9 },
  draft: { text: 'Yes.', confidence: 0.95 },
  settings: { ...DEFAULT_SETTINGS, confidenceThreshold: 0.8 },
  superseded: false,
  windowOpen: true,
  providerDown: false,
  personWindowOpen: true,
};
const intent = (name: 'SPAM' | 'COMPLAINT' | 'SALES', confidence: number) => ({ intent: name, confidence, margin: 0.5 });

it.each<[string, Partial<OutcomeQuestion>, ReturnType<typeof decideOutcome>]>([
  ['a sure reply goes out', {}, { kind: 'AUTO_REPLY' }],
  ['at the threshold it still does', { draft: { text: 'Yes.', confidence: 0.8 } }, { kind: 'AUTO_REPLY' }],
  ['below it a person decides', { draft: { text: 'Yes.', confidence: 0.7999 } }, { kind: 'REVIEW', reason: 'LOW_CONFIDENCE' }],
  ['without a draft a person writes', { draft: { text: null, confidence: null } }, { kind: 'REVIEW', reason: 'LOW_CONFIDENCE' }],
  ['a message without text has no draft', { intent: null, draft: null }, { kind: 'REVIEW', reason: 'LOW_CONFIDENCE' }],
  [
    'without a model a person writes, and is told why there is no draft',
    { providerDown: true, draft: null },
    { kind: 'REVIEW', reason: 'PROVIDER_DOWN' },
  ],
  ['a complaint is never automatic', { intent: intent('COMPLAINT', 1) }, { kind: 'REVIEW', reason: 'POLICY' }],
  [
    'nor is anything while auto-reply is off',
    { settings: { ...SURE.settings, autoReply: false } },
    { kind: 'REVIEW', reason: 'POLICY' },
  ],
  ['certain spam gets nothing', { intent: intent('SPAM', SPAM_ACTED_ON_ALONE), draft: null }, { kind: 'NO_REPLY' }],
  [
    'doubtful spam is looked at',
    { intent: intent('SPAM', SPAM_ACTED_ON_ALONE - 0.01), draft: null },
    { kind: 'REVIEW', reason: 'LOW_CONFIDENCE' },
  ],
  ['a closed window ends it', { windowOpen: false, personWindowOpen: false }, { kind: 'NO_REPLY' }],
  [
    'a window that is closed to the machine alone leaves it to a person',
    { windowOpen: false },
    { kind: 'REVIEW', reason: 'POLICY' },
  ],
  ['a newer message comes before everything', { superseded: true, windowOpen: false }, { kind: 'SUPERSEDED' }],
  [
    'an intent may have a threshold of its own',
    { intent: intent('SALES', 0.9), settings: { ...SURE.settings, thresholds: { SALES: 0.96 } } },
    { kind: 'REVIEW', reason: 'LOW_CONFIDENCE' },
  ],
])('%s', (_, changes, outcome) => {
  expect(decideOutcome({ ...SURE, ...changes })).toEqual(outcome);
});
