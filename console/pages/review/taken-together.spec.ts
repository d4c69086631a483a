import { expect, it } from 'vitest';
import { takenTogether } from './taken-together.ts';

const decided = (endsAt: number, said: { isRejection?: boolean; isEdited?: boolean } = {}) => ({
  ...{ isRejection: false, isEdited: false, batch: null, endsAt },
  ...said,
});
const batches = (...decisions: ReturnType<typeof decided>[]) => {
  let count = 0;
  return takenTogether(decisions, () => String(++count)).map(({ batch }) => batch);
};

it('drafts that were approved in one moment are one batch again after a reload', () => {
  expect(batches(decided(0), decided(400), decided(1_300), decided(5_000))).toEqual(['1', '1', '1', null]);
  expect(batches(decided(0), decided(10), decided(2_000), decided(2_010))).toEqual(['1', '1', '2', '2']);
});

it('what was decided by itself stays by itself', () => {
  expect(batches()).toEqual([]);
  expect(batches(decided(0), decided(1_000))).toEqual([null, null]);
  expect(batches(decided(0), decided(10, { isEdited: true }), decided(20, { isRejection: true }))).toEqual([null, null, null]);
});
