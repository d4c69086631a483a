import { expect, it } from 'vitest';
import { editDistance } from './edit-distance.ts';

it.each([
  ['We deliver in two days.', 'We  deliver in two days.\n', 0],
  ['We deliver in two days.', 'We deliver in three days.', 1 / 5],
  ['We deliver in two days.', 'We deliver.', 4 / 5],
  ['', 'Hello there', 1],
  ['Hello', '', 1],
  ['', '', 0],
])('from %j to %j the share of changed words is %d', (before, after, share) => {
  expect(editDistance(before, after)).toBeCloseTo(share);
});
