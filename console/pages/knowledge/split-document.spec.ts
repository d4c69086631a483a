import { describe, expect, it } from 'vitest';
import { splitDocument } from './split-document.ts';

describe('splitDocument', () => {
  it('leaves a text that fits as it is', () => expect(splitDocument('one\n\ntwo', 20)).toEqual(['one\n\ntwo']));
  it('cuts before a heading rather than at the last paragraph', () =>
    expect(splitDocument('aaaa aaaa aaaa\n# Second\n\nbb\n\ncc dd', 26)).toEqual(['aaaa aaaa aaaa', '# Second\n\nbb\n\ncc dd']));
  it('cuts one endless word, and no character in two', () => expect(splitDocument('ab😀cd', 3)).toEqual(['ab', '😀c', 'd']));
  it('has no part that is empty or too long, and loses no word', () => {
    const text = Array.from({ length: 500 }, (_, index) => `word${index}${index % 7 ? '' : '\n\n'}`).join(' ');
    const parts = splitDocument(text, 100);
    expect(parts.every(({ length }) => length > 0 && length <= 100)).toBe(true);
    expect(parts.join(' ').split(/\s+/)).toEqual(text.split(/\s+/));
  });
});
