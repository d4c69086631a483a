import { expect, it } from 'vitest';
import { readProductRows } from './read-product-rows.ts';

const inputs = (sheet: string) => readProductRows(sheet).map(({ input }) => input);

it('reads a sheet by its tabs, with prices as the reader’s country writes them', () => {
  expect(inputs('Trail 5\t1299,50\teur\tMTB\tmountain bike\r\nHelmet\n\n')).toEqual([
    { name: 'Trail 5', price: 1299.5, currency: 'EUR', aliases: ['MTB', 'mountain bike'] },
    { name: 'Helmet', aliases: [] },
  ]);
});

it('reads a file of commas: its heading is no product, and a quoted cell may hold commas, quotes and breaks', () => {
  expect(inputs('\uFEFFName,Price,Currency,Also\n"Trail 5, 26""","1,299.50",EUR,"MTB\nbike"\n')).toEqual([
    { name: 'Trail 5, 26"', price: 1299.5, currency: 'EUR', aliases: ['MTB\nbike'] },
  ]);
});

it.each([
  ['1.299,50', 1299.5],
  ['1,299.50', 1299.5],
  ['1.299', 1299],
  ['1,299', 1299],
  ['49,9', 49.9],
  ['0.125', 0.125],
  ['0', 0],
])('reads %s as a price', (cell, price) => expect(inputs(`Helmet;${cell}`)).toMatchObject([{ price }]));

it('names what cannot be sent, by the line of the text where it stands', () => {
  expect(readProductRows('Name; Price\n"Two\nlines"; cheap; EUR\n\nHelmet; 49\n; 12\nLamp; 1.2.3')).toMatchObject([
    { line: 2, problem: 'PRICE' },
    { line: 5, problem: null, input: { name: 'Helmet', price: 49 } },
    { line: 6, problem: 'NAME' },
    { line: 7, problem: 'PRICE' },
  ]);
});
