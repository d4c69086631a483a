import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dayOf, daysOf, lastDays, problemOf, spanBefore, spanOf } from './period.ts';

describe('a period', () => {
  beforeEach(() => vi.stubEnv('TZ', 'Europe/Vienna'));
  afterEach(() => vi.unstubAllEnvs());

  it('begins and ends at midnight where the reader is, also when a day has 23 hours', () => {
    // summer time begins on 2026-03-29
    expect(spanOf({ first: '2026-03-28', last: '2026-03-29' })).toEqual({
      from: '2026-03-27T23:00:00.000Z',
      to: '2026-03-29T22:00:00.000Z',
    });
    expect(dayOf(new Date('2026-03-01T23:30:00Z'))).toBe('2026-03-02');
    expect(lastDays(7, '2026-03-02')).toEqual({ first: '2026-02-24', last: '2026-03-02' });
  });

  it('is compared with as many days before it', () => {
    const now = new Date('2026-03-20T09:30:00Z');
    expect(spanBefore({ first: '2026-03-01', last: '2026-03-10' }, now)).toEqual({
      from: '2026-02-18T23:00:00.000Z',
      to: '2026-02-28T23:00:00.000Z',
    });
  });

  it('that is not over is compared with days that end at the same hour', () => {
    const now = new Date('2026-03-10T09:30:00Z');
    expect(spanBefore(lastDays(7, '2026-03-10'), now)).toEqual({
      from: '2026-02-24T23:00:00.000Z',
      to: '2026-03-03T09:31:00.000Z',
    });
  });

  it('of today alone is compared with something also in the first minute of the day', () => {
    const before = spanBefore(lastDays(1, '2026-03-10'), new Date('2026-03-09T23:00:30Z'));
    expect(Date.parse(before.from)).toBeLessThan(Date.parse(before.to));
  });

  it('has every day once, also one that is shorter', () => {
    expect(daysOf({ first: '2026-03-28', last: '2026-03-30' })).toEqual(['2026-03-28', '2026-03-29', '2026-03-30']);
  });

  it('says why it cannot be asked for', () => {
    expect(problemOf({ first: '2026-03-02', last: '2026-03-01' })).toBe('reversed');
    expect(problemOf({ first: '2024-01-01', last: '2026-03-01' })).toBe('long');
    expect(problemOf({ first: '2026-03-01', last: '2026-03-01' })).toBeNull();
  });
});
