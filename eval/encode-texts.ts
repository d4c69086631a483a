import { makeSeedVectors, readSeedVectors } from '../subgraphs/ai/agents/intent-seed-vectors.ts';
import { type LabelledMessage, loadIntentSeeds } from '../subgraphs/ai/agents/load-intent-seeds.ts';
import { ThreadedSentenceEncoder } from '../subgraphs/ai/connectors/sentence-encoder/threaded-sentence-encoder.ts';
import { KeptVectors } from './kept-vectors.ts';
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

/** What the sentence encoder makes of them, some milliseconds each, unless another section had them made. Null where it is not installed. */
export const encodeTexts = (texts: readonly string[]): Promise<EncodedTexts | null> =>
  withEncoder(async (encoder) => {
    const kept = new KeptVectors(encoder);
    // a batch costs its count times its longest text
    const missing = [...new Set(texts)].filter((text) => !kept.has(text)).sort((a, b) => a.length - b.length);
    for (let at = 0; at < missing.length; at += TEXTS_AT_ONCE) {
      const batch = missing.slice(at, at + TEXTS_AT_ONCE);
      const made = await encoder.encode(batch, { priority: 'background' });
      if (made === null) return null;
      for (const [which, vector] of made.entries()) kept.add(batch[which] ?? '', vector);
    }
    kept.write();
    // what loads the model is no message's time
    await encoder.encode(['hello'], { priority: 'background' });
    const taken: number[] = [];
    for (const text of texts.slice(0, TIMED)) {
      const startedAt = performance.now();
      const made = await encoder.encode([text], { priority: 'message' });
      // what was shed took as long as a message waits for it at most, and no vector came of it
      taken.push(made === null ? Number.POSITIVE_INFINITY : performance.now() - startedAt);
    }
    return { of: (text) => kept.of(text), p50Ms: quantile(taken, 0.5), p95Ms: quantile(taken, 0.95) };
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
