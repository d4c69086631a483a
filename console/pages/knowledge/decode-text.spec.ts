import { describe, expect, it } from 'vitest';
import { decodeText } from './decode-text.ts';

describe('decodeText', () => {
  it('reads UTF-8 with and without a mark, and UTF-16 that says so', () => {
    expect(decodeText(new TextEncoder().encode('Grüße'))).toBe('Grüße');
    expect(decodeText(new Uint8Array([0xef, 0xbb, 0xbf, 0x41]))).toBe('A');
    expect(decodeText(new Uint8Array([0xff, 0xfe, 0x41, 0]))).toBe('A');
  });
  it('refuses what is no text, and text of an encoding that it would have to guess', () => {
    expect(() => decodeText(new Uint8Array([0x50, 0x4b, 0, 1]))).toThrow('BINARY');
    expect(() => decodeText(new Uint8Array([0x47, 0xfc, 0x6e]))).toThrow('ENCODING');
  });
});
