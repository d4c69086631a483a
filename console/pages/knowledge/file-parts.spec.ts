import { describe, expect, it } from 'vitest';
import { isKnownFile, planParts, sourceOfPart } from './file-parts.ts';

const known = (...sources: string[]) => new Map(sources.map((source, index) => [source, `document-${index}`]));
const threeParts = known('prices.pdf', 'prices.pdf#part-2', 'prices.pdf#part-3');

describe('the parts of a file', () => {
  it('that was not there before are all new', () => {
    expect(planParts('prices.pdf', 2, known('prices.pdf.txt', 'old prices.pdf'))).toEqual({
      written: [
        { source: 'prices.pdf', documentId: null },
        { source: 'prices.pdf#part-2', documentId: null },
      ],
      superfluous: [],
    });
  });

  it('take the place of those of the file before, and leave none of it behind when they are fewer', () => {
    expect(planParts('prices.pdf', 1, threeParts)).toEqual({
      written: [{ source: 'prices.pdf', documentId: 'document-0' }],
      superfluous: ['document-1', 'document-2'],
    });
  });

  it('that are more than before make no twin of the first', () => {
    expect(planParts('prices.pdf', 2, known('prices.pdf')).written).toEqual([
      { source: 'prices.pdf', documentId: 'document-0' },
      { source: 'prices.pdf#part-2', documentId: null },
    ]);
  });

  it('are known by any of them, also where the first was removed, and not by a file whose name only begins alike', () => {
    expect(isKnownFile('prices.pdf', known(sourceOfPart('prices.pdf', 4)))).toBe(true);
    expect(isKnownFile('prices.pdf', known('prices.pdf#part-two', 'prices.pdfx'))).toBe(false);
  });
});
