import { expect, it } from 'vitest';
import { assessChances, ranksBetter } from './assess-chances.ts';

const given = (converted: boolean, chance: number, { rules = 50, weight = 1 } = {}) => ({
  example: { converted, weight, facts: { RULES: rules } },
  chance,
});
const many = (count: number, converted: boolean, chance: number, more = {}) =>
  Array.from({ length: count }, () => given(converted, chance, more));

it('ranks by how often a converted lead is above a lost one, a tie for half, by their weights', () => {
  expect(assessChances([given(true, 0.9), given(false, 0.1)])).toMatchObject({ auc: 1, rulesAuc: 0.5 });
  expect(assessChances([given(true, 0.1, { rules: 80 }), given(false, 0.9)])).toMatchObject({ auc: 0, rulesAuc: 1 });
  const uneven = [given(true, 0.5), given(false, 0.9), given(false, 0.5), given(false, 0.1, { weight: 2 })];
  expect(assessChances(uneven).auc).toBeCloseTo((0 + 0.5 + 2) / 4);
});

it('says how far chances are from what happened', () => {
  const evenly = Array.from({ length: 100 }, (_, at) => given(at % 5 === 0, 0.2));
  expect(assessChances(evenly).calibrationError).toBeCloseTo(0);
  expect(assessChances([...many(50, true, 1), ...many(50, false, 0)]).calibrationError).toBe(0);
  expect(assessChances([...many(60, true, 0.7), ...many(40, false, 0.3)]).calibrationError).toBeCloseTo(0.3);
});

it.each([
  ['as good as the rules and far above a coin', { auc: 0.75, aucError: 0.05, rulesAuc: 0.75 }, true],
  ['behind the rules', { auc: 0.75, aucError: 0.05, rulesAuc: 0.76 }, false],
  ['too near a coin', { auc: 0.59, aucError: 0.01, rulesAuc: 0.5 }, false],
  ['above a coin by chance, it may be', { auc: 0.65, aucError: 0.07, rulesAuc: 0.5 }, false],
])('%s: %j', (_what, quality, better) => {
  expect(ranksBetter({ ...quality, calibrationError: 0 })).toBe(better);
});

it('is surer of what more leads say', () => {
  const of = (count: number) => assessChances([...many(count, true, 0.6), ...many(count, false, 0.6)]).aucError;
  expect(of(10)).toBeGreaterThan(2 * of(100));
});
