import { CUE_NAMES, readIntentCues } from './intent-cues.ts';
import { keyOf } from './read-keywords.ts';
import type { FeatureRow } from './softmax-regression.ts';
import { stem } from './stem.ts';
import { stripAddressing } from './strip-addressing.ts';
import { tokenize } from './tokenize.ts';

/** A message says what it wants at its beginning or its end; what stands between in a very long one is not read. */
const HEAD_CHARACTERS = 700;
const TAIL_CHARACTERS = 300;
const WORD_SHARE = 2;
const CHARACTER_SHARE = 1;
const CUE_SHARE = 1;

export type IntentFeatures = { dimensions: number; read(text: string): FeatureRow };

const endsOf = (text: string): string =>
  text.length <= HEAD_CHARACTERS + TAIL_CHARACTERS ? text : `${text.slice(0, HEAD_CHARACTERS)} ${text.slice(-TAIL_CHARACTERS)}`;

type Grams = { words: string[]; characters: string[] };

function gramsOf(text: string): Grams {
  const words = tokenize(stripAddressing(text)).map((word) => (/^\d+$/.test(word) ? '0' : word));
  const roots = words.map(stem);
  const pairs = roots.map((root, at) => (at === 0 ? `^ ${root}` : `${roots[at - 1]} ${root}`));
  const characters: string[] = [];
  for (const word of words) {
    const padded = ` ${word} `;
    for (let size = 3; size <= 5; size++) {
      for (let at = 0; at + size <= padded.length; at++) characters.push(padded.slice(at, at + size));
    }
  }
  // a gap stands for any word: "cancel my X", "not very X"
  const gaps = roots.slice(2).map((root, at) => `${roots[at]} _ ${root}`);
  const subjects = words.flatMap((word) => keyOf(word) ?? []).filter((key) => key.startsWith('='));
  return { words: [...roots, ...pairs, ...gaps, ...subjects], characters };
}

function countInto(counts: Map<number, number>, index: number | undefined): void {
  if (index !== undefined) counts.set(index, (counts.get(index) ?? 0) + 1);
}

/** Some milliseconds of work. */
const TEXTS_A_PART = 150;
const GRAMS_A_PART = 4_000;

/**
 * Learns which grams exist and how rare they are, in parts. Grams seen once are left out: they would be learned by heart.
 */
export function* learnIntentFeatures(texts: string[]): Generator<void, IntentFeatures> {
  const documents = new Map<string, number>();
  for (const [at, text] of texts.entries()) {
    if (at % TEXTS_A_PART === TEXTS_A_PART - 1) yield;
    const { words, characters } = gramsOf(endsOf(text));
    for (const gram of new Set([...words.map((w) => `w${w}`), ...characters.map((c) => `c${c}`)])) {
      documents.set(gram, (documents.get(gram) ?? 0) + 1);
    }
  }
  const index = new Map<string, number>();
  const rarity: number[] = new Array<number>(CUE_NAMES.length).fill(1);
  for (const [gram, count] of documents) {
    if (count < 2) continue;
    if (index.size % GRAMS_A_PART === GRAMS_A_PART - 1) yield;
    index.set(gram, rarity.length);
    rarity.push(Math.log((1 + texts.length) / (1 + count)) + 1);
  }

  function block(prefix: string, grams: string[], share: number): [number, number][] {
    const counts = new Map<number, number>();
    for (const gram of grams) countInto(counts, index.get(prefix + gram));
    const weighted = [...counts].map(([at, n]): [number, number] => [at, (1 + Math.log(n)) * (rarity[at] as number)]);
    const norm = Math.sqrt(weighted.reduce((sum, [, value]) => sum + value * value, 0));
    return weighted.map(([at, value]) => [at, (share * value) / norm]);
  }

  return {
    dimensions: rarity.length,
    read(text) {
      const head = endsOf(text);
      const { words, characters } = gramsOf(head);
      const cues = readIntentCues(head).flatMap((value, at): [number, number][] =>
        value === 0 ? [] : [[at, value * CUE_SHARE]],
      );
      const entries = [...cues, ...block('w', words, WORD_SHARE), ...block('c', characters, CHARACTER_SHARE)];
      return {
        indices: Int32Array.from(entries, ([at]) => at),
        values: Float32Array.from(entries, ([, value]) => value),
      };
    },
  };
}
