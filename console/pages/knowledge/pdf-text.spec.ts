import { describe, expect, it, vi } from 'vitest';
import { LOCKED, makePdf } from './pdf-fixture.ts';
import { pdfText } from './pdf-text.ts';

describe('pdfText', () => {
  it('reads every page in its order, and says which', async () => {
    const onPage = vi.fn();
    expect(await pdfText(makePdf(['We open at nine.', 'We close at five.']), onPage)).toBe(
      'We open at nine.\n\nWe close at five.',
    );
    expect(onPage.mock.calls).toEqual([
      [1, 2],
      [2, 2],
    ]);
  });
  it.each([
    ['PDF_LOCKED', makePdf(['Secret'], LOCKED)],
    ['PDF_NO_TEXT', makePdf([null])],
    ['PDF_BROKEN', new TextEncoder().encode('%PDF-1.4 and then nothing that it should')],
  ])('says %s', async (problem, bytes) => {
    await expect(pdfText(bytes, () => undefined)).rejects.toMatchObject({ problem });
  });
});
