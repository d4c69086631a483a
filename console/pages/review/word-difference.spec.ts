import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wordDifference } from './word-difference.ts';

it('what was changed is told word by word, and what stayed stays together', () => {
  expect(wordDifference('Delivery costs 4.90 euros. Thank you!', 'Delivery is free. Thank you!')).toEqual([
    { kind: 'same', text: 'Delivery' },
    { kind: 'gone', text: ' costs 4.90 euros.' },
    { kind: 'new', text: ' is free.' },
    { kind: 'same', text: ' Thank you!' },
  ]);
  expect(wordDifference('', 'Hello')).toEqual([{ kind: 'new', text: 'Hello' }]);
  expect(wordDifference('Hello', '')).toEqual([{ kind: 'gone', text: 'Hello' }]);
});

it('without what is gone it reads as the new text, word for word', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ' ', '\n', 'word.'), { maxLength: 40 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const pieces = wordDifference(before, after);
      const without = (kind: string) =>
        pieces
          .filter((piece) => piece.kind !== kind)
          .map((piece) => piece.text)
          .join('');
      const bare = (said: string) => said.split(/\s+/).filter(Boolean);
      expect(without('gone').trim()).toBe(after.trim());
      expect(
        bare(
          pieces
            .filter(({ kind }) => kind !== 'new')
            .map(({ text: said }) => ` ${said}`)
            .join(''),
        ),
      ).toEqual(bare(before));
    }),
  );
});
