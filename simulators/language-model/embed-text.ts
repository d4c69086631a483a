import { createHash } from 'node:crypto';
import { wordsOf } from './words.ts';

const PLACES_A_FEATURE = 6;

/**
 * The same text gives the same direction at every start, and texts that share words lie near one another. Features are whole words and,
 * for what is misspelt, their beginnings. Not normalised to more than single precision.
 */
export function embedText(text: string, dimension: number): number[] {
  const values = new Array<number>(dimension).fill(0);
  const words = wordsOf(text);
  for (const word of words) {
    add(values, word, 1);
    if (word.length > 4) add(values, `${word.slice(0, 4)}~`, 0.4);
  }
  // a text without words points somewhere all the same
  add(values, `whole:${text}`, words.length === 0 ? 1 : 0.05);
  const length = Math.hypot(...values);
  return values.map((value) => Math.fround(value / length));
}

function add(values: number[], feature: string, weight: number): void {
  const digest = createHash('sha256').update(feature).digest();
  for (let i = 0; i < PLACES_A_FEATURE; i++) {
    const place = digest.readUInt32LE(i * 4) % values.length;
    values[place] = (values[place] ?? 0) + ((digest[31 - i] ?? 0) & 1 ? weight : -weight);
  }
}
