import { describe, expect, it } from 'vitest';
import { fullJitterDelayMs } from './backoff.ts';

const limits = { baseMs: 100, maxMs: 1_000 };

describe('fullJitterDelayMs', () => {
  it('doubles its upper bound with every attempt up to the limit', () => {
    const bounds = [1, 2, 3, 4, 5, 2_000].map((attempt) => fullJitterDelayMs(attempt, limits, () => 0.999_999));
    expect(bounds).toEqual([99, 199, 399, 799, 999, 999]);
  });

  it('may come back at once', () => {
    expect(fullJitterDelayMs(5, limits, () => 0)).toBe(0);
  });

  it('spreads over the whole range by chance', () => {
    const delays = Array.from({ length: 1_000 }, () => fullJitterDelayMs(4, limits));
    expect(Math.min(...delays)).toBeLessThan(200);
    expect(Math.max(...delays)).toBeGreaterThan(600);
    expect(delays.every((delay) => delay >= 0 && delay < 800)).toBe(true);
  });
});
