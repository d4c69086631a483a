import { expect, it, test } from 'vitest';
import { splitPost } from './split-post.ts';

const link = (length: number): string => `https://shop.example/${'x'.repeat(length - 21)}`;

it.each([
  ['280 light characters', 'a'.repeat(280), 1],
  ['281 light characters', 'a'.repeat(281), 2],
  ['140 Chinese characters, which weigh 2', '漢'.repeat(140), 1],
  ['141 of them', '漢'.repeat(141), 2],
  ['140 emoji of several code points, which weigh 2 each', '\u{1f469}\u{1f3fd}\u200d\u{1f4bb}'.repeat(140), 1],
  ['141 of them', '\u{1f469}\u{1f3fd}\u200d\u{1f4bb}'.repeat(141), 2],
  ['an address of 200 characters beside 256 more: it weighs 23', `${'a'.repeat(256)} ${link(200)}`, 1],
  ['a short address beside 257 more: it weighs 23 too', `${'a'.repeat(257)} https://x.co`, 2],
  ['accents that are composed before they are counted', 'e\u0301'.repeat(280), 1],
])('%s', (_what, text, parts) => {
  const found = splitPost(text);
  expect(found).toHaveLength(parts);
  expect(found.join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
});

test('an address is never cut, however long it is', () => {
  const text = Array.from({ length: 20 }, (_, index) => `Number ${index} is at ${link(300)}${index}.`).join(' ');
  const parts = splitPost(text);
  expect(parts.length).toBeGreaterThan(2);
  expect(parts.join(' ')).toBe(text);
  for (const part of parts) expect(part).not.toMatch(/^x/);
});

test('characters that stand for links while it is cut are given back where the text has them itself', () => {
  const text = `\ue000 ${'a'.repeat(300)} \uf8ff ${link(40)} \ue001`;
  expect(splitPost(text).join(' ').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
});
