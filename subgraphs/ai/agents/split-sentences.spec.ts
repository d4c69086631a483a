import { describe, expect, it } from 'vitest';
import { splitSentences } from './split-sentences.ts';

const split = (text: string) => splitSentences(text).map((sentence) => sentence.text);

describe('splitSentences', () => {
  it('ends a sentence at its mark or its line, not at an abbreviation, a decimal or a link', () => {
    expect(split('It costs 12.90 € incl. VAT. See shop.example now! Ok?\n- first\n- second')).toEqual([
      'It costs 12.90 € incl. VAT.',
      'See shop.example now!',
      'Ok?',
      '- first',
      '- second',
    ]);
    expect(split('We close at 5. Come early.')).toEqual(['We close at 5.', 'Come early.']);
  });

  it('gives the place of each in the text and nothing for marks alone', () => {
    const text = '  One.  Two!  ... ';
    for (const sentence of splitSentences(text)) expect(text.slice(sentence.start, sentence.end)).toBe(sentence.text);
    expect(split(text)).toEqual(['One.', 'Two!']);
  });
});
