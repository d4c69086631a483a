import { createHash } from 'node:crypto';
import type { LabelledMessage } from '../agents/load-intent-seeds.ts';
import { type PackedVector, packVector } from '../agents/packed-vector.ts';
import type { SentenceEncoder } from '../connectors/sentence-encoder/sentence-encoder.ts';

const TEXTS_AT_ONCE = 32;
/** A correction is in force soon, whatever the encoder is busy with; its vector comes after. */
const SOON_MS = 2_000;

const keyOf = ({ text }: LabelledMessage): string => createHash('sha256').update(text).digest('base64');

/**
 * What a tenant's corrected messages mean: in memory alone, under a hash of their texts, and forgotten with what was learned from them. A
 * text that says nothing has no vector.
 */
export class CorrectionVectors {
  readonly #known: ReadonlyMap<string, PackedVector | null>;
  /** Whether every correction was asked for, or nobody can be asked. */
  readonly isComplete: boolean;

  constructor(known: ReadonlyMap<string, PackedVector | null>, isComplete: boolean) {
    this.#known = known;
    this.isComplete = isComplete;
  }

  get size(): number {
    return this.#known.size;
  }

  /** Those of these corrections and of no others; as many as the encoder makes within two seconds. */
  async filledFor(corrections: readonly LabelledMessage[], encoder: SentenceEncoder): Promise<CorrectionVectors> {
    if (encoder.dimension === 0) return noVectors;
    const known = new Map<string, PackedVector | null>();
    const missing = new Map<string, string>();
    for (const correction of corrections) {
      const key = keyOf(correction);
      const vector = this.#known.get(key);
      if (vector === undefined) missing.set(key, correction.text);
      else known.set(key, vector);
    }
    const soon = AbortSignal.timeout(SOON_MS);
    const waiting = [...missing];
    while (waiting.length > 0) {
      const batch = waiting.splice(0, TEXTS_AT_ONCE);
      const vectors = await encodeUntil(soon, batch, encoder);
      if (vectors === null) return new CorrectionVectors(known, false);
      for (const [at, [key]] of batch.entries()) known.set(key, packVector(vectors[at] ?? new Float32Array()));
    }
    return new CorrectionVectors(known, true);
  }

  with(corrections: readonly LabelledMessage[]): LabelledMessage[] {
    return corrections.map((correction) => ({ ...correction, vector: this.#known.get(keyOf(correction)) ?? null }));
  }
}

export const noVectors = new CorrectionVectors(new Map(), true);

async function encodeUntil(
  soon: AbortSignal,
  batch: readonly (readonly [string, string])[],
  encoder: SentenceEncoder,
): Promise<readonly Float32Array[] | null> {
  try {
    return await encoder.encode(
      batch.map(([, text]) => text),
      { priority: 'background', signal: soon },
    );
  } catch (error) {
    if (soon.aborted) return null;
    throw error;
  }
}
