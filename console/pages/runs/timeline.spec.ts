import { expect, it } from 'vitest';
import { sumOf, timelineOf } from './timeline.ts';

const at = (ms: number): string => new Date(1_700_000_000_000 + ms).toISOString();

it('puts steps that ran at once below each other on one axis', () => {
  const steps = [
    { startedAt: at(0), latencyMs: 50 },
    { startedAt: at(0), latencyMs: 20 },
    { startedAt: at(50), latencyMs: 50 },
  ];
  expect(timelineOf(steps)).toEqual({
    wholeMs: 100,
    bars: [
      { beginMs: 0, left: 0, width: 0.5 },
      { beginMs: 0, left: 0, width: 0.2 },
      { beginMs: 50, left: 0.5, width: 0.5 },
    ],
  });
});

it('shows a step that took no time, and none beyond the end', () => {
  const { bars } = timelineOf([
    { startedAt: at(0), latencyMs: 1_000 },
    { startedAt: at(1_000), latencyMs: 0 },
  ]);
  expect(bars[1]).toEqual({ beginMs: 1_000, left: 0.99, width: 0.01 });
  expect(timelineOf([{ startedAt: at(0), latencyMs: 0 }])).toEqual({ wholeMs: 0, bars: [{ beginMs: 0, left: 0, width: 0.01 }] });
});

it('adds up what the steps took, and counts only attempts after the first as retries', () => {
  const step = { inputTokens: 10, outputTokens: 2, costUsd: 0.5, attempts: 1, cached: false, error: null };
  expect(sumOf([step, { ...step, attempts: 3, error: 'busy' }, { ...step, attempts: 0, cached: true }])).toEqual({
    inputTokens: 30,
    outputTokens: 6,
    costUsd: 1.5,
    retries: 2,
    failed: 1,
  });
});
