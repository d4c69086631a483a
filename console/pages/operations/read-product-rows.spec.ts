import { expect, it } from 'vitest';
import { linesWithoutPrice, readProductRows } from './read-product-rows.ts';

it('reads a sheet by its tabs, with prices as the reader’s country writes them', () => {
  expect(readProductRows('Trail 5\t1299,50\teur\tMTB\tmountain bike\r\nHelmet\n\n')).toEqual([
    { name: 'Trail 5', price: 1299.5, currency: 'EUR', aliases: ['MTB', 'mountain bike'] },
    { name: 'Helmet', aliases: [] },
  ]);
});

it('reads semicolons where there are no tabs, and names the lines whose price is no number', () => {
  const rows = readProductRows('Trail 5; cheap; EUR\nHelmet; 49');
  expect(rows).toMatchObject([{ name: 'Trail 5' }, { name: 'Helmet', price: 49 }]);
  expect(linesWithoutPrice(rows)).toEqual([1]);
});
