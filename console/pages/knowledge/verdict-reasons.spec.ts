import { expect, it } from 'vitest';
import { type VerdictReason, verdictReasons } from './verdict-reasons.ts';

type Verdict = Parameters<typeof verdictReasons>[0];
const BELOW: Verdict = {
  ...{ status: 'IN_REVIEW', reason: 'LOW_CONFIDENCE', heldBack: [], confidence: 0.6, threshold: 0.8, reviewChance: 1 },
};

it.each<[VerdictReason[], Partial<Verdict>]>([
  [['BELOW'], {}],
  [['UNPROVEN'], { threshold: null }],
  [['NO_SOURCE'], { confidence: null }],
  [['OFF'], { reason: 'POLICY', confidence: 0.9 }],
  [['COMPLAINT', 'PRICE'], { reason: 'POLICY', heldBack: ['COMPLAINT', 'PRICE'] }],
  [['UNSAFE'], { reason: 'UNSAFE', heldBack: ['UNSAFE'] }],
  [['SURE'], { status: 'AUTO_REPLIED', reason: null, reviewChance: 0 }],
  [['SURE', 'SAMPLE'], { status: 'AUTO_REPLIED', reason: null, reviewChance: 0.05 }],
  [['SPAM'], { status: 'NO_REPLY', reason: null, confidence: null, reviewChance: null }],
])('says %j, and nothing that it was not decided by', (reasons, verdict) => {
  expect(verdictReasons({ ...BELOW, ...verdict })).toEqual(reasons);
});
