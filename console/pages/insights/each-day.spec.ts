import { expect, it } from 'vitest';
import { eachDay } from './each-day.ts';
import { readFilters, writeFilters } from './filter-address.ts';

it('leaves no day out, whatever is known of it', () => {
  const row = { day: '2026-02-28', messages: 3 };
  expect(eachDay({ first: '2026-02-27', last: '2026-03-01' }, [row])).toEqual([
    { day: '2026-02-27', row: undefined },
    { day: '2026-02-28', row },
    { day: '2026-03-01', row: undefined },
  ]);
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
