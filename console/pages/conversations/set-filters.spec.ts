import { expect, it } from 'vitest';
import { readAddress } from './filter-address.ts';
import { setFilters } from './set-filters.ts';

it('takes each value away by itself, and leaves all others as they are', () => {
  const { filter } = readAddress('?status=OPEN&status=CLOSED&platform=X&assignee=nobody&tier=HOT&label=vip');
  const set = setFilters(filter);
  expect(set.map(({ field, value, sentence }) => sentence ?? `${field} ${value}`)).toEqual([
    'status.OPEN',
    'status.CLOSED',
    'platform.X',
    'conversations.nobody',
    'tier.HOT',
    'label vip',
  ]);
  for (const { without } of set) expect(setFilters(without)).toHaveLength(set.length - 1);
  expect(set[0]?.without).toEqual({ ...filter, status: ['CLOSED'] });
});

it('asks for everything once the last one is gone, as an address without filters does', () => {
  for (const search of ['?status=OPEN', '?assignee=somebody', '?assignee=0b6c9a3e-1111-4222-8333-444455556666', '?label=vip'])
    expect(setFilters(readAddress(search).filter).map(({ without }) => without)).toEqual([{}]);
});
