import { randomBytes } from 'node:crypto';

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

export interface Random {
  /** In [0, 1). */
  next(): number;
  base62(length: number): string;
}

/**
 * The same seed gives the same sequence. Without one the sequence differs at every start, which a stand-in needs whose ids
 * end up in a database that outlives it: a message id given twice would be dropped as a duplicate.
 */
export function seededRandom(seed: number = randomBytes(4).readUInt32LE()): Random {
  let state = seed >>> 0;
  // mulberry32
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    base62: (length) => Array.from({ length }, () => base62.charAt(Math.floor(next() * base62.length))).join(''),
  };
}
