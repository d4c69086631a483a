import { expect, it } from 'vitest';
import { DEFAULT_LEAD_SETTINGS } from '../settings/lead-settings.entity.ts';
import { tierOf } from './lead-tier.ts';

it.each([
  [100, 'HOT'],
  [70, 'HOT'],
  [69, 'WARM'],
  [40, 'WARM'],
  [39, 'COLD'],
  [0, 'COLD'],
])('%i points are %s unless the tenant cuts elsewhere', (points, tier) => {
  expect(tierOf(points, DEFAULT_LEAD_SETTINGS)).toBe(tier);
});

it('goes by the tenant’s own cuts', () => {
  const cuts = { hotFromPoints: 30, warmFromPoints: 1 };
  expect([30, 29, 1, 0].map((points) => tierOf(points, cuts))).toEqual(['HOT', 'WARM', 'WARM', 'COLD']);
});
