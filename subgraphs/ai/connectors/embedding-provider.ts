import type { ModelCall } from './model-provider.ts';
import type { Payer } from './payer.ts';

/** Some models place what is asked and what answers it differently; others ignore it. */
export type EmbeddingPurpose = 'passage' | 'question';

/** From which cosine on two texts have something to do with each other, and from which on one answers the other. */
export interface SimilarityScale {
  readonly floor: number;
  readonly ceiling: number;
  /** What likeness has to say about the order of passages; the words have the rest. */
  readonly share: number;
}

/** A question's vector, and how cosines with it are to be read. */
export interface QuestionVector {
  /** Of length 0 where it says nothing. */
  readonly vector: Float32Array;
  readonly scale: SimilarityScale;
}

export interface Embedded {
  /** One for each text, in its order, of length 1: their dot product is their cosine. Of length 0 where a text says nothing. */
  readonly vectors: readonly Float32Array[];
  readonly call: ModelCall;
  /** Of a question, where it depends on the question. */
  readonly scale?: SimilarityScale;
}

/**
 * Turns texts into vectors: near for what means the same. Vectors of two models, or of two dimensions, are never compared.
 * `embed` takes 1 to `maxBatch` texts that are not blank and makes one call of them. It fails as a `ModelProvider` does: with the
 * caller's reason when `signal` aborts, a TransientError where a retry may mend it, else a ModelFailure.
 */
export interface EmbeddingProvider {
  readonly name: string;
  readonly model: string;
  readonly dimension: number;
  readonly maxBatch: number;
  /** The same with the tenant who pays. Not there where nothing costs anything. */
  readonly paidBy?: (payer: Payer) => EmbeddingProvider;
  /** The same for one question whose meaning is known already, or is known not to come: waits for nothing. */
  readonly ofMeaning?: (text: string, meaning: Float32Array | null) => QuestionVector;
  embed(texts: readonly string[], purpose: EmbeddingPurpose, signal: AbortSignal): Promise<Embedded>;
}
