import { describe, expect, it } from 'vitest';
import { decisionsWithoutError, errorUpperBound } from './error-bound.ts';

describe('the bound of the error rate', () => {
  it.each([
    [0, 29, 0.05, 0.0981],
    [0, 59, 0.05, 0.0495],
    [1, 10, 0.05, 0.3942],
    [5, 100, 0.05, 0.1023],
    [50, 1000, 0.025, 0.0654],
  ])('of %i errors in %i decisions at alpha %d is the textbook’s', (errors, decisions, alpha, bound) => {
    expect(errorUpperBound(errors, decisions, alpha)).toBeCloseTo(bound, 3);
  });

  it('is 1 where nothing is known or everything is wrong, and holds for many thousands of decisions', () => {
    expect(errorUpperBound(0, 0, 0.05)).toBe(1);
    expect(errorUpperBound(7, 7, 0.05)).toBe(1);
    const bound = errorUpperBound(1_000, 50_000, 0.05);
    expect(bound).toBeGreaterThan(0.02);
    expect(bound).toBeLessThan(0.0212);
  });

  it('falls with every decision without an error, and rises with every error', () => {
    const of = (errors: number, decisions: number) => errorUpperBound(errors, decisions, 0.05);
    for (let n = 1; n < 200; n += 1) expect(of(0, n + 1)).toBeLessThan(of(0, n));
    for (let k = 0; k < 50; k += 1) expect(of(k + 1, 100)).toBeGreaterThan(of(k, 100));
  });

  it.each([
    [0.1, 29],
    [0.05, 59],
    [0.02, 149],
    [0.01, 299],
  ])('meets a target of %d after %i decisions without an error, and not one earlier', (target, decisions) => {
    expect(decisionsWithoutError(target, 0.05)).toBe(decisions);
    expect(errorUpperBound(0, decisions, 0.05)).toBeLessThanOrEqual(target);
    expect(errorUpperBound(0, decisions - 1, 0.05)).toBeGreaterThan(target);
  });
});
