import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cumulativeMonth } from './cumulative-month.ts';
import { eachDay } from './each-day.ts';
import { readFilters, writeFilters } from './filter-address.ts';
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
      to: '2026-03-03T09:30:00.000Z',
    });
  });

  it('leaves no day out, whatever is known of it', () => {
    const row = { day: '2026-02-28', messages: 3 };
    expect(eachDay({ first: '2026-02-27', last: '2026-03-01' }, [row])).toEqual([
      { day: '2026-02-27', row: undefined },
      { day: '2026-02-28', row },
      { day: '2026-03-01', row: undefined },
    ]);
    expect(daysOf({ first: '2026-03-28', last: '2026-03-30' })).toHaveLength(3);
  });

  it('says why it cannot be asked for', () => {
    expect(problemOf({ first: '2026-03-02', last: '2026-03-01' })).toBe('reversed');
    expect(problemOf({ first: '2024-01-01', last: '2026-03-01' })).toBe('long');
    expect(problemOf({ first: '2026-03-01', last: '2026-03-01' })).toBeNull();
  });

  it('stands in the address with the filters, and what makes no sense there is as if it were not', () => {
    for (const search of ['?days=7&platform=X&intent=SALES', '?from=2026-02-01&to=2026-02-10', '']) {
      expect(writeFilters(readFilters(search))).toBe(search);
    }
    expect(readFilters('?days=8&from=2026-02-31&to=2026-03-01&platform=MYSPACE')).toEqual({
      period: 30,
      platform: null,
      intent: null,
    });
  });
});

it('adds up what a month cost, and says nothing of days that have not come', () => {
  const byDay = [
    { day: '2026-02-01', costUsd: 1 },
    { day: '2026-02-03', costUsd: 2 },
  ];
  const month = cumulativeMonth({ from: '2026-02-01T00:00:00.000Z', byDay }, new Date('2026-02-03T00:00:00Z'));
  expect(month).toHaveLength(28);
  expect(month.slice(0, 4).map(({ spentUsd }) => spentUsd)).toEqual([1, 1, 3, null]);
});
