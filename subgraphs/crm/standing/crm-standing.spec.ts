import { expect, it } from 'vitest';
import { newsOf } from './crm-standing.ts';

it.each([
  [null, 'OPEN', null],
  [null, 'CUSTOMER', 'CUSTOMER_BEFORE'],
  [null, 'CONVERTED', 'CONVERTED'],
  [null, 'LOST', null],
  ['OPEN', 'OPEN', null],
  ['OPEN', 'CUSTOMER', 'CONVERTED'],
  ['OPEN', 'CONVERTED', 'CONVERTED'],
  ['OPEN', 'LOST', 'LOST'],
  ['LOST', 'LOST', null],
  ['LOST', 'OPEN', null],
  ['LOST', 'CUSTOMER', 'CONVERTED'],
  ['CUSTOMER', 'CONVERTED', null],
  ['CUSTOMER', 'LOST', 'LOST'],
] as const)('after %s a look that sees %s tells %s', (before, now, news) => {
  expect(newsOf(before, now)).toBe(news);
});
