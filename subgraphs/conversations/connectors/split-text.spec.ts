import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitText } from './split-text.ts';

const bytes = (text: string): number => Buffer.byteLength(text);
const graphemes = (text: string): string[] => Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
const visible = (texts: readonly string[]): string[] => texts.flatMap(graphemes).filter((each) => each.trim() !== '');

describe('a text that is too long', () => {
  it('is cut after a paragraph rather than a sentence, a sentence rather than a word, a word rather than within one', () => {
    expect(splitText('One two six.\n\nAh. Seven', 20, bytes)).toEqual(['One two six.', 'Ah. Seven']);
    expect(splitText('One two three. Four five', 20, bytes)).toEqual(['One two three.', 'Four five']);
    expect(splitText('One two three four five', 20, bytes)).toEqual(['One two three four', 'five']);
    expect(splitText('Onetwothreefourfivesix', 20, bytes)).toEqual(['Onetwothreefourfives', 'ix']);
  });

  it('is not cut where a break would leave most of a part empty', () => {
    expect(splitText('A. bcdefghijklmnopqrstuvwxyz', 20, bytes)).toEqual(['A. bcdefghijklmnopqr', 'stuvwxyz']);
  });

  it('loses a tower of marks that no part has room for, and nothing beside it', () => {
    const tower = `o${'\u0301'.repeat(50)}`;
    expect(splitText(`before ${tower} after`, 20, bytes)).toEqual(['before', 'after']);
  });

  it('of nothing but spaces is no part', () => {
    expect(splitText('', 20, bytes)).toEqual([]);
    expect(splitText(` \n${' '.repeat(40)}`, 20, bytes)).toEqual([]);
  });

  it('becomes parts that fit, with every character that people see, whole and in order', () => {
    const word = fc.string({ unit: 'grapheme', maxLength: 30 });
    const text = fc.array(fc.tuple(word, fc.constantFrom(' ', '\n', '\n\n', '. ', '')), { maxLength: 30 });
    fc.assert(
      fc.property(text, fc.integer({ min: 64, max: 300 }), (words, max) => {
        const whole = words.flat().join('');
        const parts = splitText(whole, max, bytes);
        for (const part of parts) expect(bytes(part)).toBeLessThanOrEqual(max);
        expect(visible(parts).join('')).toBe(visible([whole]).join(''));
        expect(parts.filter((part) => part !== part.trim() || part === '')).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
