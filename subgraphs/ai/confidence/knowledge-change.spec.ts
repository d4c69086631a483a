import { expect, it } from 'vitest';
import { changedShare } from './knowledge-change.ts';

const BEFORE = { a: [1, 6], b: [3, 4] } as const;

it.each([
  ['nothing changed', BEFORE, BEFORE, 0],
  ['a document that changed has all of its passages changed', BEFORE, { a: [1, 6], b: [4, 4] }, 0.4],
  ['what is gone is a change', BEFORE, { a: [1, 6] }, 0.4],
  ['what is new is one, of what there is now', BEFORE, { ...BEFORE, c: [1, 10] }, 0.5],
  ['the first document changes everything', {}, BEFORE, 1],
  ['no knowledge stays no knowledge', {}, {}, 0],
] as const)('%s', (_, before, now, share) => {
  expect(changedShare(before, now)).toBeCloseTo(share);
});
