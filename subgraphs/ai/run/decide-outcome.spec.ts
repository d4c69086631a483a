import { expect, it } from 'vitest';
import { decideOutcome, type OutcomeQuestion, SPAM_ACTED_ON_ALONE } from './decide-outcome.ts';

const SURE: OutcomeQuestion = {
  intent: { intent: 'SUPPORT', confidence: 0.99, margin: 0.9 },
  heldBack: [],
  isSure: true,
  audited: false,
  autoReply: true,
  superseded: false,
  windowOpen: true,
  providerDown: false,
  personWindowOpen: true,
};
const spam = (confidence: number) => ({ intent: 'SPAM' as const, confidence, margin: 0.5 });

it.each<[string, Partial<OutcomeQuestion>, ReturnType<typeof decideOutcome>]>([
  ['a sure reply goes out', {}, { kind: 'AUTO_REPLY' }],
  ['of an unsure one, or of none, a person decides', { isSure: false }, { kind: 'REVIEW', reason: 'LOW_CONFIDENCE' }],
  ['a message without text has no draft', { intent: null, isSure: false }, { kind: 'REVIEW', reason: 'LOW_CONFIDENCE' }],
  [
    'without a model a person writes, and is told why there is no draft',
    { providerDown: true, isSure: false },
    { kind: 'REVIEW', reason: 'PROVIDER_DOWN' },
  ],
  [
    'nor is there one where the month’s money is gone',
    { budgetSpent: true, isSure: false },
    { kind: 'REVIEW', reason: 'BUDGET' },
  ],
  ['a complaint is never automatic', { heldBack: ['COMPLAINT'] }, { kind: 'REVIEW', reason: 'POLICY' }],
  [
    'nor is a statement that no passage makes, however unsure',
    { heldBack: ['UNSUPPORTED'], isSure: false },
    { kind: 'REVIEW', reason: 'POLICY' },
  ],
  ['nor is personal data', { heldBack: ['PERSONAL_DATA'] }, { kind: 'REVIEW', reason: 'POLICY' }],
  ['unsafe words are named before everything else', { heldBack: ['COMPLAINT', 'UNSAFE'] }, { kind: 'REVIEW', reason: 'UNSAFE' }],
  ['nor is anything while auto-reply is off', { autoReply: false }, { kind: 'REVIEW', reason: 'POLICY' }],
  ['what was drawn is reviewed, however sure', { audited: true }, { kind: 'REVIEW', reason: 'SAMPLED' }],
  [
    'what would be reviewed anyway says why, drawn or not',
    { audited: true, isSure: false },
    { kind: 'REVIEW', reason: 'LOW_CONFIDENCE' },
  ],
  ['certain spam gets nothing', { intent: spam(SPAM_ACTED_ON_ALONE), isSure: false }, { kind: 'NO_REPLY' }],
  [
    'doubtful spam is looked at',
    { intent: spam(SPAM_ACTED_ON_ALONE - 0.01), isSure: false },
    { kind: 'REVIEW', reason: 'LOW_CONFIDENCE' },
  ],
  ['a closed window ends it', { windowOpen: false, personWindowOpen: false }, { kind: 'NO_REPLY' }],
  [
    'a window that is closed to the machine alone leaves it to a person',
    { windowOpen: false },
    { kind: 'REVIEW', reason: 'POLICY' },
  ],
  ['a newer message comes before everything', { superseded: true, windowOpen: false }, { kind: 'SUPERSEDED' }],
])('%s', (_, changes, outcome) => {
  expect(decideOutcome({ ...SURE, ...changes })).toEqual(outcome);
});
