import { expect, it } from 'vitest';
import { noveltyOf } from './novelty.ts';

const KNOWLEDGE = [{ title: 'Delivery', text: 'We deliver to Austria for 5 euros.' }];

it('is none where the knowledge has every word of the subject in some form, and all where it has none', () => {
  expect(noveltyOf('What does shipping to Austria cost?', [{ title: 'Prices', text: 'Delivery to Austria' }])).toBe(0);
  expect(noveltyOf('Do you repair accordions?', KNOWLEDGE)).toBe(1);
  expect(noveltyOf('Do you deliver accordions?', KNOWLEDGE)).toBe(0.5);
});

it('is all without knowledge, and none of a message without a subject', () => {
  expect(noveltyOf('Do you repair accordions?', [])).toBe(1);
  for (const text of ['', 'Hello!', '👍', '42']) expect(noveltyOf(text, [])).toBe(0);
});
