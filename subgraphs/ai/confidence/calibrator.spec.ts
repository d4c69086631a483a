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
    [100, 'platt', 0.14],
    [300, 'platt', 0.1],
    [3_000, 'isotonic', 0.05],
  ] as const)('of %i decisions is %s and near the truth', (count, kind, distance) => {
    const calibrator = fitCalibrator(decide(count));
    expect(calibrator.kind).toBe(kind);
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
