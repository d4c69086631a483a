import { keyOf } from '../agents/read-keywords.ts';
import { stripAddressing } from '../agents/strip-addressing.ts';
import { tokenize } from '../agents/tokenize.ts';
import type { EmbeddingProvider } from './embedding-provider.ts';
import { estimateTokens } from './local-model-provider.ts';

export const LOCAL_EMBEDDINGS = 'local';
const MODEL = 'parley-hash-1';
export const HASHED_DIMENSION = 384;
const DIMENSION = HASHED_DIMENSION;

/** A passage has about 120 words; what stands beyond this changes its direction no more. */
const READ_CHARACTERS = 8_000;
/** Pieces of a word say less than the word: they are what is left of it when it is misspelt or in another form. */
const WORD_WEIGHT = 1;
const TRIGRAM_WEIGHT = 0.8;
/** A passage's first line is its title. Weights are measured on questions and answers (README, "Retrieval, measured"). */
const TITLE_WEIGHT = 4;

/**
 * Directions made of words and of their pieces, in this process, without a download or a key. Words meet under their stem or their group
 * of near-synonyms, misspelt ones in their trigrams. It knows nothing of meaning beyond that: full text finds what is spelt right, this
 * what is not. Every feature is hashed into two of the dimensions with a sign, so that collisions cancel one another on average.
 */
export function localEmbeddingProvider(): EmbeddingProvider {
  return {
    name: LOCAL_EMBEDDINGS,
    model: MODEL,
    dimension: DIMENSION,
    maxBatch: 256,
    embed: async (texts, purpose, signal) => {
      await Promise.resolve();
      signal.throwIfAborted();
      const startedAt = new Date();
      const started = performance.now();
      const vectors = texts.map((text) => hashedVector(text, purpose));
      return {
        vectors,
        call: {
          provider: LOCAL_EMBEDDINGS,
          model: MODEL,
          startedAt,
          latencyMs: Math.round(performance.now() - started),
          inputTokens: texts.reduce((sum, text) => sum + estimateTokens(text), 0),
          outputTokens: 0,
          costUsd: 0,
          attempts: 1,
          cached: false,
        },
      };
    },
  };
}

/** Of length 1; of length 0 for a text that says nothing (no word, or stop words alone). */
export function hashedVector(text: string, purpose: 'passage' | 'question'): Float32Array {
  const counts = new Map<string, number>();
  const [title = '', ...lines] = text.slice(0, READ_CHARACTERS).split('\n');
  countFeatures(counts, title, purpose === 'passage' && lines.length > 0 ? TITLE_WEIGHT : 1);
  countFeatures(counts, lines.join('\n'), 1);
  const vector = new Float32Array(DIMENSION);
  for (const [feature, weight] of counts) {
    const hash = fnv1a(feature);
    // sublinear: a word that stands ten times is not ten times the subject
    const value = weight > 1 ? 1 + Math.log(weight) : weight;
    add(vector, hash % DIMENSION, (hash & 0x4000_0000) === 0 ? value : -value);
    const second = Math.imul(hash ^ (hash >>> 15), 0x2c1b_3c6d) >>> 0;
    add(vector, second % DIMENSION, (second & 0x4000_0000) === 0 ? value : -value);
  }
  return normalized(vector);
}

function countFeatures(counts: Map<string, number>, text: string, factor: number): void {
  const count = (feature: string, weight: number): void => void counts.set(feature, (counts.get(feature) ?? 0) + weight * factor);
  for (const word of tokenize(stripAddressing(text))) {
    const key = keyOf(word);
    if (key === null) continue;
    count(key, WORD_WEIGHT);
    const spelt = `^${word.normalize('NFD').replace(/\p{M}/gu, '')}$`;
    // each word weighs the same, however many pieces it has
    const pieces = Math.max(1, spelt.length - 2);
    for (let at = 0; at < pieces; at++) count(`~${spelt.slice(at, at + 3)}`, TRIGRAM_WEIGHT / Math.sqrt(pieces));
  }
}

const add = (vector: Float32Array, at: number, value: number): void => {
  vector[at] = (vector[at] ?? 0) + value;
};

function normalized(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return length === 0 ? vector : vector.map((value) => value / length);
}

function fnv1a(text: string): number {
  let hash = 0x811c_9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x0100_0193);
  // neighbours in spelling would be neighbours in the low bits
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
