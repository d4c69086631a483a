import { expect, it } from 'vitest';
import { findPlaces } from './find-places.ts';

const pairs = (text: string) => findPlaces(text).map(({ value, normalized }) => [value, normalized]);

it('reads countries in four languages as their codes, and cities as themselves', () => {
  expect(pairs('Do you ship to Norway or the United Kingdom?')).toEqual([
    ['Norway', 'NO'],
    ['United Kingdom', 'GB'],
  ]);
  expect(pairs('Liefert ihr nach Österreich?')).toEqual([['Österreich', 'AT']]);
  expect(pairs('Vous livrez en Espagne ?')).toEqual([['Espagne', 'ES']]);
  expect(pairs('¿Hacen envíos a Alemania?')).toEqual([['Alemania', 'DE']]);
  expect(pairs('a hotel in Berlin, then on to new york')).toEqual([
    ['Berlin', 'Berlin'],
    ['new york', 'New York'],
  ]);
  expect(pairs('is Russia served')).toEqual([['Russia', 'RU']]);
});

it('takes a word that is more often something else only where somebody goes there', () => {
  expect(pairs('turkey sandwich for Jordan and Victoria, by Easter')).toEqual([]);
  expect(pairs('how much is it to Turkey')).toEqual([['Turkey', 'TR']]);
  expect(pairs('berlin wool socks')).toEqual([]);
  expect(pairs('thanks @london and #Paris')).toEqual([]);
});

it('points into the text, and finds nothing in nothing', () => {
  const text = 'From Vienna, with love 😊';
  for (const { value, start, end } of findPlaces(text)) expect(text.slice(start, end)).toBe(value);
  for (const nothing of ['', ' ', '😂', '...', 'a'.repeat(20_000)]) expect(findPlaces(nothing)).toEqual([]);
});
