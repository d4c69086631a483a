import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutText } from './cut-text.ts';

it('a text that fits stays as it is', () => {
  expect(cutText('Lieferung dauert zwei Tage', 26)).toBe('Lieferung dauert zwei Tage');
  expect(cutText('', 1)).toBe('');
});

it('what is cut fits, begins as the text does, and ends with a whole character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.integer({ min: 1, max: 60 }), (text, most) => {
      const cut = cutText(text, most);
      expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(most);
      expect(text.startsWith(cut)).toBe(true);
      expect(cut.isWellFormed()).toBe(true);
      const next = text.slice(cut.length).match(/^./su)?.[0] ?? '';
      expect(next === '' || Buffer.byteLength(cut + next) > most).toBe(true);
    }),
  );
});
