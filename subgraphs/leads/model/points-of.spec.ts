import { expect, it } from 'vitest';
import { DEFAULT_LEAD_SETTINGS } from '../settings/lead-settings.entity.ts';
import { pointsOf } from './points-of.ts';

const at = (chance: number, base: number, changes = {}): number =>
  pointsOf(chance, base, { ...DEFAULT_LEAD_SETTINGS, ...changes });

it('an average lead has the points of WARM, one twice as likely those of HOT, and nobody is rounded up into a tier', () => {
  expect([at(0.1, 0.1), at(0.0999, 0.1)]).toEqual([40, 39]);
  expect([at(0.2, 0.1), at(0.1999, 0.1)]).toEqual([70, 69]);
  expect([at(0, 0.1), at(1, 0.1)]).toEqual([0, 100]);
});

it('where nobody can be twice as likely, HOT is to be lost half as often', () => {
  expect([at(0.9, 0.8), at(0.8999, 0.8)]).toEqual([70, 69]);
});

it.each([0.01, 0.3, 0.5, 0.99])('never falls while the chance rises, whatever the average (%d) and the cuts', (base) => {
  for (const changes of [
    {},
    { hotFromLift: 50 },
    { warmFromLift: 1.5, warmFromPoints: 1, hotFromPoints: 2 },
    { hotFromPoints: 100 },
  ]) {
    const points = Array.from({ length: 1_001 }, (_, step) => at(step / 1_000, base, changes));
    expect(points).toEqual(points.toSorted((one, other) => one - other));
    expect(points.every((each) => Number.isInteger(each) && each >= 0 && each <= 100)).toBe(true);
  }
});
