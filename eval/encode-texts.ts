import { makeSeedVectors, readSeedVectors } from '../subgraphs/ai/agents/intent-seed-vectors.ts';
import { type LabelledMessage, loadIntentSeeds } from '../subgraphs/ai/agents/load-intent-seeds.ts';
import { ThreadedSentenceEncoder } from '../subgraphs/ai/connectors/sentence-encoder/threaded-sentence-encoder.ts';
import { quantile } from './measures.ts';

export interface EncodedTexts {
  /** Null: the text says nothing. */
  of(text: string): Float32Array | null;
  /** One message at a time, as it is when few write. */
  readonly p50Ms: number;
  readonly p95Ms: number;
}

const TEXTS_AT_ONCE = 512;
const TIMED = 150;

/** What the sentence encoder makes of them, some milliseconds each. Null where it is not installed. */
export const encodeTexts = (texts: readonly string[]): Promise<EncodedTexts | null> =>
  withEncoder(async (encoder) => {
    // a batch costs its count times its longest text
    const sorted = [...new Set(texts)].sort((a, b) => a.length - b.length);
    const vectors = new Map<string, Float32Array>();
    for (let at = 0; at < sorted.length; at += TEXTS_AT_ONCE) {
      const batch = sorted.slice(at, at + TEXTS_AT_ONCE);
      const made = await encoder.encode(batch, { priority: 'background' });
      if (made === null) return null;
      for (const [which, text] of batch.entries()) {
        const vector = made[which];
        if (vector?.some((value) => value !== 0)) vectors.set(text, vector);
      }
    }
    const taken: number[] = [];
    for (const text of texts.slice(0, TIMED)) {
      const startedAt = performance.now();
      await encoder.encode([text], { priority: 'message' });
      taken.push(performance.now() - startedAt);
    }
    return { of: (text) => vectors.get(text) ?? null, p50Ms: quantile(taken, 0.5), p95Ms: quantile(taken, 0.95) };
  });

/** The seeds as a process has them: with the vectors that `npm ci` made, or without where there is no encoder. */
export const seedsWithVectors = (): Promise<LabelledMessage[]> =>
  withEncoder(async (encoder) => {
    const seeds = loadIntentSeeds();
    return (await readSeedVectors(seeds, encoder)) ?? (await makeSeedVectors(seeds, encoder)) ?? seeds;
  });

async function withEncoder<T>(work: (encoder: ThreadedSentenceEncoder) => Promise<T>): Promise<T> {
  const encoder = new ThreadedSentenceEncoder();
  // its thread keeps no process alive
  const alive = setInterval(() => {}, 60_000);
  try {
    return await work(encoder);
  } finally {
    clearInterval(alive);
    await encoder.close();
  }
}
