import { expect, it } from 'vitest';
import { placeFacts } from './place-facts.ts';

const message = (text: string) => ({ text, language: 'en', sentAt: new Date('2026-03-02T10:00:00Z') });

it('words that do not stand in the text are no facts', () => {
  const placed = placeFacts(message('Do you have oak tables?'), [
    { kind: 'budget', words: '5000 EUR' },
    { kind: 'name', words: 'Ana' },
    { kind: 'company', words: ' ' },
  ]);
  expect(placed).toEqual([]);
});

it('an entity is its place in the text, with the value as our rules read it', () => {
  const text = 'Could we spend 2.5k euros on four chairs by tomorrow? Ana from Acme Ltd';
  const placed = placeFacts(message(text), [
    { kind: 'budget', words: '2.5k euros' },
    { kind: 'quantity', words: 'four' },
    { kind: 'date', words: 'tomorrow' },
    { kind: 'name', words: 'Ana' },
    { kind: 'company', words: 'Acme Ltd' },
  ]);
  for (const { value, start, end } of placed) expect(text.slice(start, end)).toBe(value);
  expect(placed.map(({ kind, normalized }) => [kind, normalized])).toEqual([
    ['budget', '2500 EUR'],
    ['quantity', '4'],
    ['date', '2026-03-03'],
    ['name', 'Ana'],
    ['company', 'Acme Ltd'],
  ]);
});

it('an address that the model overlooked is there, and one that it cut short is whole', () => {
  const text = 'write to ana@example.com or call +49 30 901820';
  const placed = placeFacts(message(text), [{ kind: 'email', words: 'ana@example' }]);
  expect(placed.map(({ kind, value }) => [kind, value])).toEqual([
    ['email', 'ana@example.com'],
    ['phone', '+49 30 901820'],
  ]);
});

it('a date that nobody can put on the calendar is left out', () => {
  expect(placeFacts(message('some day after my holidays'), [{ kind: 'date', words: 'some day' }])).toEqual([]);
});

it('the same words twice are two places, and one place is not taken twice', () => {
  const fact = { kind: 'name' as const, words: 'Ana' };
  const placed = placeFacts(message('Ana here, once more: Ana'), [fact, fact, fact]);
  expect(placed.map(({ start, end }) => [start, end])).toEqual([
    [0, 3],
    [21, 24],
  ]);
});
