import { describe, expect, it } from 'vitest';
import { type CountedDraft, findThreshold, thresholdPoint } from './find-threshold.ts';

const ALPHA = 0.05;
const drafts = (count: number, confidence: number, errors = 0): CountedDraft[] =>
  Array.from({ length: count }, (_, at) => ({ confidence, isError: at < errors }));

describe('the threshold of a target error', () => {
  it('is the lowest that is shown to hold, and no lower', () => {
    const found = findThreshold([...drafts(200, 0.95), ...drafts(200, 0.75), ...drafts(200, 0.55, 100)], 0.1, ALPHA);
    expect(found).toMatchObject({ kind: 'found', decisions: 400, errors: 0 });
    if (found.kind !== 'found') return;
    expect(found.threshold).toBeGreaterThan(0.55);
    expect(found.threshold).toBeLessThanOrEqual(0.75);
    expect(found.errorUpper).toBeLessThanOrEqual(0.1);
    expect(found.coverage).toBeCloseTo(2 / 3);
  });

  it('is none where the surest drafts are too often wrong, however good those below look', () => {
    const found = findThreshold([...drafts(200, 0.95, 60), ...drafts(1800, 0.8)], 0.05, ALPHA);
    expect(found.kind).toBe('none');
  });

  it('is none before enough was decided, and says how many more decisions it takes', () => {
    const found = findThreshold(drafts(20, 0.95), 0.1, ALPHA);
    expect(found).toEqual({ kind: 'none', moreDecisions: expect.any(Number) });
    if (found.kind === 'none') expect(findThreshold(drafts(20 + found.moreDecisions, 0.95), 0.1, ALPHA).kind).toBe('found');
  });

  it('counts no draft below a threshold', () => {
    expect(thresholdPoint([...drafts(10, 0.9, 1), ...drafts(90, 0.3, 80)], 0.8, ALPHA)).toMatchObject({
      coverage: 0.1,
      decisions: 10,
      errors: 1,
    });
  });

  it('of no drafts at all is none', () => {
    expect(findThreshold([], 0.1, ALPHA)).toMatchObject({ kind: 'none' });
  });
});
