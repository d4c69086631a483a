import { describe, expect, it } from 'vitest';
import { calibrate, fitCalibrator } from './calibrator.ts';
import type { DecidedDraft } from './decided-draft.ts';

/** A head that says too much: of drafts with score s the share s^2 is sent unchanged. */
const decide = (count: number, over: Partial<DecidedDraft> = {}): DecidedDraft[] =>
  Array.from({ length: count }, (_, at) => {
    const score = ((at * 37) % 97) / 97;
    const draw = ((at * 61) % 101) / 101;
    return { score, unchanged: draw < score ** 2, reviewChance: 1, isAudited: false, ...over };
  });
const SCORES = Array.from({ length: 51 }, (_, at) => at / 50);

describe('a calibrator', () => {
  it('is none before a hundred decisions, and where all of them are alike', () => {
    expect(fitCalibrator(decide(99))).toEqual({ kind: 'none' });
    expect(fitCalibrator(decide(500, { unchanged: true }))).toEqual({ kind: 'none' });
    expect(calibrate({ kind: 'none' }, 0.7)).toBe(0.7);
  });

  it.each([
    [100, 0.14],
    [300, 0.1],
    [3_000, 0.05],
  ])('of %i decisions is near the truth', (count, distance) => {
    const calibrator = fitCalibrator(decide(count));
    for (const score of SCORES.slice(5, 46)) expect(Math.abs(calibrate(calibrator, score) - score ** 2)).toBeLessThan(distance);
  });

  it.each([120, 900, 5_000])('of %i decisions never says less for a higher score', (count) => {
    const calibrator = fitCalibrator(decide(count));
    const said = SCORES.map((score) => calibrate(calibrator, score));
    for (const [at, value] of said.entries()) {
      expect(value).toBeGreaterThanOrEqual(said[at - 1] ?? 0);
      expect(value).toBeLessThanOrEqual(1);
    }
  });

  it('is steps from a thousand decisions on, where they tell more of decisions that they were not fitted to', () => {
    // three levels: no single leap and no curve
    const levels = (count: number) =>
      decide(count).map((draft, at) => ({
        ...draft,
        unchanged: ((at * 61) % 101) / 101 < (draft.score > 0.8 ? 0.97 : draft.score > 0.4 ? 0.6 : 0.1),
      }));
    expect(fitCalibrator(levels(999)).kind).toBe('platt');
    const calibrator = fitCalibrator(levels(3_000));
    expect(calibrator.kind).toBe('isotonic');
    for (const [score, truth] of [
      [0.2, 0.1],
      [0.6, 0.6],
      [0.95, 0.97],
    ] as const)
      expect(Math.abs(calibrate(calibrator, score) - truth)).toBeLessThan(0.04);
  });

  it('finds a leap in the middle of a curve, below a thousand', () => {
    const leaping = decide(600).map((draft, at) => ({
      ...draft,
      unchanged: ((at * 61) % 101) / 101 < (draft.score > 0.75 ? 0.97 : 0.4),
    }));
    const calibrator = fitCalibrator(leaping);
    expect(calibrate(calibrator, 0.85)).toBeGreaterThan(0.9);
    expect(calibrate(calibrator, 0.6)).toBeLessThan(0.6);
  });

  it('of scores that say nothing says the same for all of them, near their mean', () => {
    for (const turn of [1, 7, 13, 29, 31]) {
      const drafts = Array.from({ length: 300 }, (_, at) => {
        const score = 0.5 + ((at * 37) % 97) / 200;
        return { score, unchanged: (at * turn + ((at * at) % 89)) % 10 < 7, reviewChance: 1, isAudited: false };
      });
      const share = drafts.filter(({ unchanged }) => unchanged).length / drafts.length;
      const calibrator = fitCalibrator(drafts);
      for (const score of [0.5, 0.7, 0.95]) expect(Math.abs(calibrate(calibrator, score) - share)).toBeLessThan(0.12);
    }
  });

  it('lets a decision that was seldom seen stand for those that were not', () => {
    // above .8 one in ten is reviewed, and all of those were right: as often as where everything is reviewed
    const all = decide(2_000).map((draft) => ({ ...draft, unchanged: draft.score > 0.5 || draft.unchanged }));
    const seen = all
      .filter(({ score }, at) => score < 0.8 || at % 10 === 0)
      .map((draft) => ({ ...draft, reviewChance: draft.score < 0.8 ? 1 : 0.1 }));
    const [whole, weighted] = [fitCalibrator(all), fitCalibrator(seen)];
    for (const score of SCORES.slice(10, 50))
      expect(Math.abs(calibrate(whole, score) - calibrate(weighted, score))).toBeLessThan(0.06);
  });
});
