import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { SentenceEncoder } from '../connectors/sentence-encoder/sentence-encoder.ts';
import { sentenceText } from '../connectors/sentence-encoder/sentence-text.ts';
import type { LabelledMessage } from './load-intent-seeds.ts';
import { type PackedVector, packVector } from './packed-vector.ts';

/** Beside what is compiled: made by `npm ci`, and by a process that finds none. */
const FOLDER = new URL('../../../dist/intent-vectors/', import.meta.url);
const TEXTS_AT_ONCE = 64;

/** Named for all that they are made of, the model and what it is given of each seed, so that others are never read for them. */
const fileOf = (seeds: readonly LabelledMessage[], { model, dimension }: SentenceEncoder, folder: URL): URL => {
  const hash = createHash('sha256').update(`${model} ${dimension}\n`);
  for (const { text } of seeds) hash.update(`${sentenceText(text)}\n`);
  return new URL(`${hash.digest('hex').slice(0, 32)}.i8`, folder);
};

/** The seeds with the vectors that were made before; null where there are none for these seeds and this encoder. */
export async function readSeedVectors(
  seeds: readonly LabelledMessage[],
  encoder: SentenceEncoder,
  folder: URL = FOLDER,
): Promise<LabelledMessage[] | null> {
  const file = await readFile(fileOf(seeds, encoder, folder)).catch(() => null);
  if (file?.length !== seeds.length * encoder.dimension) return null;
  return seeds.map((seed, at) => {
    const vector = new Int8Array(file.buffer, file.byteOffset + at * encoder.dimension, encoder.dimension);
    return { ...seed, vector: vector.some((value) => value !== 0) ? vector : null };
  });
}

/** Some ten seconds of the encoder's thread, behind every message, and kept for the next start. Null where the encoder does not answer. */
export async function makeSeedVectors(
  seeds: readonly LabelledMessage[],
  encoder: SentenceEncoder,
  folder: URL = FOLDER,
): Promise<LabelledMessage[] | null> {
  const vectors: (PackedVector | null)[] = [];
  while (vectors.length < seeds.length) {
    const texts = seeds.slice(vectors.length, vectors.length + TEXTS_AT_ONCE).map(({ text }) => text);
    const made = await encoder.encode(texts, { priority: 'background' });
    if (made === null) return null;
    vectors.push(...made.map(packVector));
  }
  keep(fileOf(seeds, encoder, folder), vectors, encoder.dimension);
  return seeds.map((seed, at) => ({ ...seed, vector: vectors[at] ?? null }));
}

function keep(file: URL, vectors: readonly (PackedVector | null)[], dimension: number): void {
  const all = new Int8Array(vectors.length * dimension);
  for (const [at, vector] of vectors.entries()) if (vector) all.set(vector, at * dimension);
  try {
    mkdirSync(new URL('./', file), { recursive: true });
    // several processes may make them at once: none reads half of it
    const own = new URL(`${file.href}.${process.pid}`);
    writeFileSync(own, all);
    renameSync(own, file);
  } catch {
    // a folder that cannot be written is no reason not to know them: the next start makes them again
  }
}
