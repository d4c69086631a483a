import { expect, it } from 'vitest';
import { tierOf } from './lead-tier.ts';

it.each([
  [100, 'HOT'],
  [70, 'HOT'],
  [69, 'WARM'],
  [40, 'WARM'],
  [39, 'COLD'],
  [0, 'COLD'],
])('%i points are %s', (points, tier) => {
  expect(tierOf(points)).toBe(tier);
});
