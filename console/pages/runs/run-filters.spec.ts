import { expect, it } from 'vitest';
import { askedOf, isOf, readRunFilters, writeRunFilters } from './run-filters.ts';

it('stands in the address, and what makes no sense there is as if it were not', () => {
  const search = '?status=FAILED&intent=SALES&platform=X&from=2026-02-01&to=2026-02-03';
  expect(writeRunFilters(readRunFilters(search))).toBe(search);
  expect(writeRunFilters(readRunFilters('?status=GONE&platform=&from=yesterday'))).toBe('');
});

it('shows a run that happens where the server would list it', () => {
  const run = { status: 'FAILED', intent: null, platform: 'X', createdAt: new Date(2026, 1, 3, 23, 59).toISOString() } as const;
  const wanted = (search: string): boolean => isOf(run, askedOf(readRunFilters(search)));
  expect(['', '?status=FAILED&platform=X', '?from=2026-02-03&to=2026-02-03'].map(wanted)).toEqual([true, true, true]);
  expect(['?status=RUNNING', '?platform=FACEBOOK', '?intent=SALES', '?to=2026-02-02', '?from=2026-02-04'].map(wanted)).toEqual(
    Array(5).fill(false),
  );
});
