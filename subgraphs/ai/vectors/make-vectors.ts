import type { Ctx } from '#kernel/tenancy/context.ts';
import { paidByTenant } from '../spend/tenant-payer.ts';
import type { VectorSpaceRow } from './vector-spaces.ts';
import { modelOf, type Vectors } from './vectors.ts';

export interface PassageText {
  readonly passageId: string;
  readonly title: string;
  readonly text: string;
}

/** Far below every vendor's limit on a text, also in scripts that take a token for each character. */
const LONGEST_TEXT = 6_000;

/**
 * A vector for each passage that has a direction. What stands in another space of the same model is taken from there: a move costs no
 * call of the model.
 */
export async function makeVectors(
  ctx: Ctx,
  vectors: Vectors,
  from: VectorSpaceRow | null,
  passages: readonly PassageText[],
  signal: AbortSignal,
): Promise<Map<string, Float32Array>> {
  const embeddings = paidByTenant(ctx, vectors.embeddings);
  const ids = passages.map(({ passageId }) => passageId);
  const source = from && from.model === modelOf(vectors) && from.dimension === embeddings.dimension ? from : null;
  const made = (source && (await vectors.indexes[source.store]?.read(ctx, source, ids, signal))) ?? new Map();
  const missing = passages.filter(({ passageId }) => !made.has(passageId));
  for (let at = 0; at < missing.length; at += embeddings.maxBatch) {
    const batch = missing.slice(at, at + embeddings.maxBatch);
    const texts = batch.map(({ title, text }) => `${title}\n${text}`.slice(0, LONGEST_TEXT));
    const { vectors: embedded } = await embeddings.embed(texts, 'passage', signal);
    if (embedded.length !== batch.length) throw new Error('the embedding model answered another number of vectors than of texts');
    for (const [index, { passageId }] of batch.entries()) {
      const vector = embedded[index];
      if (vector?.some((value) => value !== 0)) made.set(passageId, vector);
    }
  }
  return made;
}
