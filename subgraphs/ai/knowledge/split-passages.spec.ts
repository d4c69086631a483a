import { expect, it } from 'vitest';
import { splitPassages } from './split-passages.ts';

const words = (count: number, word = 'word'): string => Array.from({ length: count }, () => word).join(' ');

it('a passage never runs over a heading and carries it in its title', () => {
  const passages = splitPassages('Shop', '# Delivery\nTwo days in the city.\n\n# Returns\nThirty days, unworn.');
  expect(passages).toEqual([
    { title: 'Shop: Delivery', text: 'Two days in the city.' },
    { title: 'Shop: Returns', text: 'Thirty days, unworn.' },
  ]);
});

it('the question of an FAQ is the title of its answer', () => {
  const passages = splitPassages('FAQ', 'Do you ship abroad?\n\nYes, to all of Europe.\n\nCan I pay by card?\n\nYes.');
  expect(passages.map((passage) => passage.title)).toEqual(['FAQ: Do you ship abroad?', 'FAQ: Can I pay by card?']);
});

it('short paragraphs are gathered up to about 120 words and nothing is lost or doubled', () => {
  const paragraphs = Array.from({ length: 6 }, (_, index) => `${words(49)} end${index}.`);
  const passages = splitPassages('Long', paragraphs.join('\n\n'));
  expect(passages.length).toBe(3);
  expect(passages.map((passage) => passage.text).join('\n\n')).toBe(paragraphs.join('\n\n'));
});

it('one huge paragraph is cut at sentence ends, and text without any is cut all the same', () => {
  const sentences = Array.from({ length: 40 }, (_, index) => `${words(11)} n${index}.`).join(' ');
  for (const passage of splitPassages('Huge', sentences)) expect(passage.text.endsWith('.')).toBe(true);
  const endless = splitPassages('Endless', words(1000));
  expect(endless.every((passage) => passage.text.split(' ').length <= 120)).toBe(true);
  expect(endless.map((passage) => passage.text).join(' ')).toBe(words(1000));
});
