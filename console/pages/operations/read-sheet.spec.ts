import { expect, it } from 'vitest';
import { readSheet } from './read-sheet.ts';

it('reads the two encodings that spreadsheets write and say', async () => {
  expect(await readSheet(new Blob(['Fahrradträger;49']))).toBe('Fahrradträger;49');
  const utf16 = Buffer.from('\uFEFFFahrradträger\t49', 'utf16le');
  expect(await readSheet(new Blob([new Uint8Array(utf16)]))).toBe('Fahrradträger\t49');
});

it('guesses at no other, nor takes what is no text', async () => {
  expect(await readSheet(new Blob([new Uint8Array([0x54, 0x72, 0xe4, 0x67, 0x65, 0x72])]))).toBeNull();
  expect(await readSheet(new Blob([new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0x00])]))).toBeNull();
});
