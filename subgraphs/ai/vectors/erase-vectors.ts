import { PublicError, upstreamUnavailable } from '#kernel/errors/public-error.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { KnowledgeDocument } from '../knowledge/knowledge-document.entity.ts';
import { readSpaces } from './vector-spaces.ts';
import type { Vectors } from './vectors.ts';

const LONGEST_MS = 60_000;

/**
 * All vectors of the tenant, wherever they stand. In between go the documents: whoever is still indexing one finds that it is gone and
 * takes back what it wrote. Throws UPSTREAM_UNAVAILABLE, with the tenant as it was, where a store cannot be reached.
 */
export async function eraseVectors(ctx: Ctx, vectors: Vectors): Promise<void> {
  await eraseSpaces(ctx, vectors);
  await ctx.em.nativeDelete(KnowledgeDocument, {});
  await eraseSpaces(ctx, vectors);
}

async function eraseSpaces(ctx: Ctx, vectors: Vectors): Promise<void> {
  for (const space of await readSpaces(ctx)) {
    const index = vectors.indexes[space.store];
    if (!index) {
      throw upstreamUnavailable(
        `The tenant has vectors in ${space.store}, which this installation has no key for any more. Give it the key again and repeat: nothing was erased.`,
      );
    }
    try {
      await index.erase(ctx, space, AbortSignal.timeout(LONGEST_MS));
    } catch (error) {
      if (error instanceof PublicError) throw error;
      throw upstreamUnavailable(
        `The tenant's vectors in ${space.store} could not be erased: ${error instanceof Error ? error.message : 'it did not answer.'} Repeat when it can be reached: the tenant's data is still there.`,
        { cause: error },
      );
    }
  }
}
