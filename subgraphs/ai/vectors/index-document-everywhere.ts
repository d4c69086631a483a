import type { Ctx } from '#kernel/tenancy/context.ts';
import { indexDocuments } from './index-documents.ts';
import { noteFailure } from './note-failure.ts';
import { openWantedSpace } from './open-wanted-space.ts';
import { modelOf, type Vectors } from './vectors.ts';

/**
 * A document was added, changed or removed: every space that is not being left hears of it. What fails is noted and left to the task,
 * so that a provider that is down holds up nothing; only a caller who stops is told.
 */
export async function indexDocumentEverywhere(
  ctx: Ctx,
  vectors: Vectors,
  documentId: string,
  signal: AbortSignal,
): Promise<void> {
  const { spaces } = await openWantedSpace(ctx, vectors);
  const serving = spaces.find((space) => space.state === 'SERVING') ?? null;
  for (const space of spaces) {
    if (space.state === 'LEAVING' || space.model !== modelOf(vectors)) continue;
    try {
      await indexDocuments(ctx, vectors, space, [documentId], { from: space === serving ? null : serving, signal });
    } catch (error) {
      signal.throwIfAborted();
      await noteFailure(ctx, [documentId], error);
    }
  }
}
