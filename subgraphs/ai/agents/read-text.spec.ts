import { describe, expect, it } from 'vitest';
import { readText } from './read-text.ts';

describe('readText', () => {
  it('reads a short message as it is', () => {
    for (const text of ['', ' ', 'Hello', '😀', 'a > b and 3 > 2', '>', '> only a quote']) expect(readText(text).text).toBe(text);
  });

  it('blanks what is quoted, and leaves everything else in its place', () => {
    for (const [message, own] of [
      ['> We deliver in two days.\n> Best, Mia\nstill not here!', 'still not here!'],
      [
        'Thanks, and on Sunday?\n\nOn Mon, 3 Mar 2025 at 10:00, Mia wrote:\nWe are open from 9.\nSee you!',
        'Thanks, and on Sunday?',
      ],
      ['Danke!\n\nAm 3. März 2025 schrieb Mia vom Laden:\n> Gern', 'Danke!'],
      ['ok\n----- Original Message -----\nFrom: Mia', 'ok'],
    ] as const) {
      const { text, placeOf } = readText(message);
      expect(text.trim()).toBe(own);
      expect(text).toHaveLength(message.length);
      expect(message.slice(placeOf(text.indexOf(own))).startsWith(own)).toBe(true);
    }
  });

  it('reads the beginning and the end of a long message, and knows where they stand', () => {
    const message = `Hello, I am Anna. ${'bla '.repeat(5_000)} Please call 030 1234567 tomorrow.`;
    const { text, placeOf } = readText(message);
    expect(text.length).toBeLessThanOrEqual(8_002);
    for (const words of ['I am Anna', '030 1234567']) {
      const at = text.indexOf(words);
      expect(at).toBeGreaterThan(0);
      expect(message.slice(placeOf(at), placeOf(at + words.length))).toBe(words);
    }
  });

  it('does not stall on 200,000 characters', () => {
    const from = performance.now();
    for (const sign of ['>', '\n', '-', 'On ', 'a', '> x\n']) readText(sign.repeat(200_000 / sign.length));
    expect(performance.now() - from).toBeLessThan(1_000);
  });
});
