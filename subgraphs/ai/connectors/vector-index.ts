import type { Ctx } from '#kernel/tenancy/context.ts';

/** NAMESPACE: in an index shared by all tenants. INDEX: in one of the tenant's own, the stronger wall. */
export const VectorIsolation = { NAMESPACE: 'NAMESPACE', INDEX: 'INDEX' } as const;
export type VectorIsolation = keyof typeof VectorIsolation;

export type VectorStore = 'postgres' | 'pinecone';

/** One place for one tenant's vectors of one model. A tenant that moves, or changes the model, has two for a while. */
export interface VectorSpace {
  /** The tenant's number for it; never given twice. */
  readonly generation: number;
  readonly isolation: VectorIsolation;
  /** Behind the tenant's id in every name of the place; empty for the first of its kind. */
  readonly suffix: string;
  readonly dimension: number;
  /** Rises with every write to an index that is kept in memory. */
  readonly version: number;
}

export interface VectorItem {
  readonly passageId: string;
  readonly documentId: string;
  readonly vector: Float32Array;
}

export interface VectorMatch {
  readonly passageId: string;
  readonly documentId: string;
  /** The cosine, -1 to 1. */
  readonly score: number;
}

/**
 * Finds passages by their vectors. Every method takes the tenant from `ctx` and reaches no other tenant's vectors; there is no way to
 * name none. Writes can be repeated. An index may be eventually consistent: what was just written may be missing from an answer, and
 * what was just deleted may still stand in it. Fails with the caller's reason when `signal` aborts, with a TransientError for what may
 * pass by itself (and with its `retryAfterMs` where the other side said when), and with an Error for what will not.
 */
export interface VectorIndex {
  readonly name: VectorStore;
  /** Makes the place if it is missing. Vectors have the space's dimension. */
  upsert(ctx: Ctx, space: VectorSpace, items: readonly VectorItem[], signal: AbortSignal): Promise<void>;
  /** Nearest first. Nothing, where the place does not exist yet. */
  query(ctx: Ctx, space: VectorSpace, vector: Float32Array, limit: number, signal: AbortSignal): Promise<VectorMatch[]>;
  /** The vectors of those passages that stand there. */
  read(ctx: Ctx, space: VectorSpace, passageIds: readonly string[], signal: AbortSignal): Promise<Map<string, Float32Array>>;
  /** By id and not by document: an eventually consistent index may not see yet what belongs to a document. */
  deletePassages(ctx: Ctx, space: VectorSpace, passageIds: readonly string[], signal: AbortSignal): Promise<void>;
  count(ctx: Ctx, space: VectorSpace, signal: AbortSignal): Promise<number>;
  /** Everything of the tenant in this space, and the place itself where it is the tenant's own. */
  erase(ctx: Ctx, space: VectorSpace, signal: AbortSignal): Promise<void>;
}

/** The vector in the form in which every index takes it: of length 1. Throws where its dimension is not the space's. */
export function unitVector(space: VectorSpace, vector: Float32Array): Float32Array {
  if (vector.length !== space.dimension)
    throw new Error(`a vector of dimension ${vector.length} does not belong into a space of dimension ${space.dimension}`);
  let squares = 0;
  for (const value of vector) squares += value * value;
  const length = Math.sqrt(squares);
  if (!Number.isFinite(length) || length === 0) throw new Error('a vector without a direction cannot be indexed');
  return Math.abs(length - 1) < 1e-6 ? vector : vector.map((value) => value / length);
}
