import { z } from 'zod';
import { loadIntentSeeds } from '../subgraphs/ai/agents/load-intent-seeds.ts';
import { quantile } from './measures.ts';
import { readHeldBack } from './read-held-back.ts';
import { readShared } from './read-shared.ts';
import type { Section } from './section.ts';

const FILES = ['intent.jsonl', 'entities.jsonl', 'spam.jsonl', 'sentiment.jsonl', 'toxicity.jsonl', 'langid.jsonl'];
const SHINGLE_CHARACTERS = 5;
/** From this share of common shingles on two messages are the same one, reworded at most. */
const SAME = 0.5;
/** "Hello" and "thank you very much" are nobody's: below this length people hit on the same words by themselves. */
const LEAST_CHARACTERS = 16;

/** Our seed messages are written by us: none may be one of theirs. */
export function evaluate(): Section {
  const theirs = FILES.flatMap((file) => readShared(file, z.object({ text: z.string() })).map(({ text }) => plainly(text)));
  theirs.push(...readShared('faq_kb.jsonl', z.object({ question: z.string() })).map(({ question }) => plainly(question)));
  theirs.push(...readShared('faq_queries.jsonl', z.object({ query: z.string() })).map(({ query }) => plainly(query)));
  const holders = indexShingles(theirs);
  const ours = loadIntentSeeds()
    .map(({ text }) => ({ text, ...nearest(plainly(text), theirs, holders) }))
    .sort((a, b) => b.similarity - a.similarity);
  const seeds = ours.map(({ text }) => plainly(text));
  const byTheirs = mostAlike(theirs, holders);
  const bySeeds = mostAlike(seeds, indexShingles(seeds));
  const heldBack = readHeldBack().filter(({ text }) => plainly(text).length >= LEAST_CHARACTERS);
  const known = heldBack.filter(({ text }) => byTheirs(text) >= SAME || bySeeds(text) >= SAME);
  const long = ours.filter(({ text }) => plainly(text).length >= LEAST_CHARACTERS);
  const same = long.filter(({ similarity }) => similarity >= SAME);
  return {
    title: 'Seeds',
    method: `Each seed message against all texts of the labelled data, by the share of common runs of ${SHINGLE_CHARACTERS} characters (Jaccard). From ${SAME} on, in messages of ${LEAST_CHARACTERS} characters and more, it counts as copied. The held-back messages are measured against the seeds as well, and against the data.`,
    chosenOn: 'nothing: the limits were set before the seeds were compared, and a seed that is too like is written anew.',
    tables: [
      {
        columns: ['seeds', 'long enough to tell', 'median similarity', '99th of 100', 'highest', 'copied'],
        rows: [
          [
            ours.length,
            long.length,
            ...[0.5, 0.99, 1].map((at) =>
              quantile(
                long.map(({ similarity }) => similarity),
                at,
              ).toFixed(2),
            ),
            same.length,
          ],
        ],
      },
      {
        columns: ['held-back messages', 'long enough to tell', 'most like a seed', 'most like the data', 'known'],
        rows: [
          [
            readHeldBack().length,
            heldBack.length,
            ...[bySeeds, byTheirs].map((alike) => Math.max(...heldBack.map(({ text }) => alike(text))).toFixed(2)),
            known.length,
          ],
        ],
      },
      ...(same.length === 0
        ? []
        : [{ columns: ['copied', 'similarity', 'of'], rows: same.map((one) => [one.text, one.similarity.toFixed(2), one.of]) }]),
    ],
    floors: [
      {
        what: 'held-back messages that are near-duplicates of a seed or of the data',
        measured: known.length,
        floor: 0,
        better: 'less',
      },
      { what: 'seed messages that are near-duplicates of the labelled data', measured: same.length, floor: 0, better: 'less' },
    ],
  };
}

const mostAlike =
  (texts: readonly string[], holders: Holders) =>
  (text: string): number =>
    nearest(plainly(text), texts, holders).similarity;

const plainly = (text: string): string => ` ${(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')} `;

function shinglesOf(text: string): Set<string> {
  const shingles = new Set<string>();
  for (let at = 0; at + SHINGLE_CHARACTERS <= text.length; at++) shingles.add(text.slice(at, at + SHINGLE_CHARACTERS));
  return shingles;
}

interface Holders {
  readonly of: ReadonlyMap<string, readonly number[]>;
  readonly sizes: readonly number[];
}

function indexShingles(texts: readonly string[]): Holders {
  const of = new Map<string, number[]>();
  const sizes = texts.map((text, at) => {
    const shingles = shinglesOf(text);
    for (const shingle of shingles) {
      const holders = of.get(shingle);
      if (holders) holders.push(at);
      else of.set(shingle, [at]);
    }
    return shingles.size;
  });
  return { of, sizes };
}

function nearest(text: string, theirs: readonly string[], { of, sizes }: Holders): { similarity: number; of: string } {
  const shingles = shinglesOf(text);
  const common = new Map<number, number>();
  for (const shingle of shingles) for (const holder of of.get(shingle) ?? []) common.set(holder, (common.get(holder) ?? 0) + 1);
  let best = { similarity: 0, of: '' };
  for (const [holder, count] of common) {
    const similarity = count / (shingles.size + (sizes[holder] ?? 0) - count);
    if (similarity > best.similarity) best = { similarity, of: (theirs[holder] ?? '').trim() };
  }
  return best;
}
