import { expect, it } from 'vitest';
import { type Comparison, findLikeness, isBroken, sizeOfLook, TARGET_ERROR } from './find-likeness.ts';

/** The same list each time. */
const random = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};
const pairs = (count: number, wrongAt: (similarity: number) => number, seed = 1): Comparison[] => {
  const next = random(seed);
  return Array.from({ length: count }, () => {
    const similarity = 0.5 + next() / 2;
    return { similarity, agreed: next() >= wrongAt(similarity) };
  });
};

it('nothing is found before there are enough comparisons, however well they agree', () => {
  expect(
    findLikeness(
      pairs(300, () => 0),
      0,
    ).threshold,
  ).toBeNull();
  expect(findLikeness([], 0)).toEqual({ threshold: null, errorUpper: null });
});

it('the lowest likeness is found from which the bound holds, and none below it', () => {
  const { threshold, errorUpper } = findLikeness(
    pairs(3_200, (similarity) => (similarity < 0.7 ? 0.3 : 0)),
    3,
  );
  expect(threshold).toBeGreaterThanOrEqual(0.7);
  expect(threshold).toBeLessThanOrEqual(0.74);
  expect(errorUpper).toBeLessThanOrEqual(TARGET_ERROR);
});

it('where even the most alike are wrong too often, none is found', () => {
  expect(
    findLikeness(
      pairs(6_400, () => 0.03),
      4,
    ).threshold,
  ).toBeNull();
});

it('the bound is broken in few of many tenants, all looks together', () => {
  // wrong in 2 of 100 at the threshold's edge, in none above 0.8
  const wrongAt = (similarity: number): number => (similarity < 0.8 ? 0.06 : 0.002);
  let broken = 0;
  for (let seed = 1; seed <= 60; seed += 1) {
    const all = pairs(sizeOfLook(3), wrongAt, seed);
    const isBad = [0, 1, 2, 3].some((look) => {
      const { threshold } = findLikeness(all.slice(0, sizeOfLook(look)), look);
      if (threshold === null) return false;
      const share = Math.max(0, 0.8 - threshold) / (1 - threshold);
      return share * 0.06 + (1 - share) * 0.002 > TARGET_ERROR;
    });
    broken += isBad ? 1 : 0;
  }
  expect(broken / 60).toBeLessThanOrEqual(0.05);
});

it('three wrong of the latest hundred above it end a threshold; wrong ones below it, or long ago, do not', () => {
  const right = (count: number): Comparison[] => Array.from({ length: count }, () => ({ similarity: 0.9, agreed: true }));
  const wrong = (similarity: number): Comparison => ({ similarity, agreed: false });
  expect(isBroken(0.8, [...right(50), wrong(0.85), wrong(0.9), wrong(0.8), ...right(100)])).toBe(true);
  expect(isBroken(0.8, [...right(50), wrong(0.7), wrong(0.75), wrong(0.6), ...right(100)])).toBe(false);
  expect(isBroken(0.8, [...right(100), wrong(0.85), wrong(0.9), wrong(0.8)])).toBe(false);
});
