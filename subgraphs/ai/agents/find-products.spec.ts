import { expect, it } from 'vitest';
import { guessCatalogue, readCatalogue } from './find-products.ts';

const catalogue = readCatalogue([
  { name: 'Margherita pizza', synonyms: ['margherita', 'margarita pizza'] },
  { name: 'Pizza' },
  { name: 'Lemonade' },
  { name: 'X200 drill', synonyms: ['x200'] },
  { name: 'Cap' },
]);
const named = (text: string) => catalogue.find(text).map(({ value, normalized }) => [value, normalized]);

it('finds products by their names and synonyms, the longest first, in any number and case', () => {
  expect(named('two margherita pizzas, a PIZZA and lemonades please')).toEqual([
    ['margherita pizzas', 'Margherita pizza'],
    ['PIZZA', 'Pizza'],
    ['lemonades', 'Lemonade'],
  ]);
  expect(named('spare battery for the x200?')).toEqual([['x200', 'X200 drill']]);
});

it('forgives a letter that is missing, too many, wrong or in its neighbour’s place, in words of some length', () => {
  for (const text of ['lemonde', 'lemonnade', 'lemonabe', 'lemoande']) expect(named(`one ${text}`)).toEqual([[text, 'Lemonade']]);
  expect(named('a cup and a lap')).toEqual([]);
});

it('finds nothing without a catalogue and in nothing, and points into the text', () => {
  expect(readCatalogue([]).find('two pizzas')).toEqual([]);
  for (const text of ['', '😂', '?']) expect(named(text)).toEqual([]);
  const text = 'Hi 😊 one margherita';
  for (const { value, start, end } of catalogue.find(text)) expect(text.slice(start, end)).toBe(value);
});

it('guesses a catalogue from headings that name a thing', () => {
  expect(
    guessCatalogue(['Shipping', 'How do I return?', '# Oak table', 'X200', 'Our story began in a small garage', 'FAQ', 'X200']),
  ).toEqual([{ name: 'Oak table' }, { name: 'X200' }]);
});
