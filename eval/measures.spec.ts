import { describe, expect, it } from 'vitest';
import { areaUnderCurve, calibrationError, coverageAt, interval, macroF1 } from './measures.ts';

const judged = (...pairs: [number, boolean][]) => pairs.map(([confidence, right]) => ({ confidence, right }));

describe('the measures', () => {
  it('the calibration error is the distance between what was said and what came', () => {
    const rows = Array.from({ length: 1500 }, (_, at) => ({ confidence: 0.9, right: at % 10 < 7 }));
    expect(calibrationError(rows, 'width')).toBeCloseTo(0.2);
    expect(calibrationError(rows, 'mass')).toBeCloseTo(0.2, 1);
    expect(calibrationError(judged([1, true], [0, false]), 'width')).toBe(0);
  });

  it('coverage counts the surest answers as far as the error allows', () => {
    const rows = judged([0.9, true], [0.8, true], [0.7, false], [0.6, true], [0.5, false]);
    expect(coverageAt(rows, 0)).toBe(0.4);
    expect(coverageAt(rows, 0.25)).toBe(0.8);
    expect(coverageAt(rows, 1)).toBe(1);
  });

  it('the area under the curve is 1 for a perfect order, one half for none and 0 for the reverse', () => {
    const of = (...scores: number[]) => scores.map((score, at) => ({ score, positive: at % 2 === 1 }));
    expect(areaUnderCurve(of(0, 1, 0.2, 0.9))).toBe(1);
    expect(areaUnderCurve(of(1, 1, 1, 1))).toBe(0.5);
    expect(areaUnderCurve(of(1, 0, 0.9, 0.2))).toBe(0);
  });

  it('macro-F1 takes any accepted answer for right, and weighs classes alike', () => {
    const rows = [
      { accepted: ['a'], answered: 'a' },
      { accepted: ['b', 'a'], answered: 'a' },
      { accepted: ['b'], answered: 'b' },
    ];
    expect(macroF1(rows)).toBe(1);
    expect(macroF1([...rows, { accepted: ['b'], answered: 'a' }])).toBeCloseTo((0.8 + 2 / 3) / 2);
  });

  it('an interval holds the figure, and is the same for the same rows', () => {
    const rows = Array.from({ length: 200 }, (_, at) => at % 4 === 0);
    const share = (of: readonly boolean[]) => of.filter(Boolean).length / of.length;
    const [low, high] = interval(rows, share);
    expect(low).toBeLessThan(0.25);
    expect(high).toBeGreaterThan(0.25);
    expect(interval(rows, share)).toEqual([low, high]);
  });
});
