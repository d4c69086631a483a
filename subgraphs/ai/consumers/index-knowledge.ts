import { type Consumer, on } from '#kernel/messaging/consumer.ts';
import { knowledgeChanged } from '#schema/events/knowledge-changed.v1.ts';
import { indexDocumentEverywhere } from '../vectors/index-document-everywhere.ts';
import type { Vectors } from '../vectors/vectors.ts';

/** Idempotent by itself: it brings the index to what the document is when it looks, however often and in whatever order it is told. */
export const indexKnowledgeConsumer = (vectors: Vectors): Consumer => ({
  name: 'ai.index-knowledge',
  concurrency: 2,
  handlers: [
    on(knowledgeChanged, (ctx, { data: { documentId } }, _settle, { signal }) =>
      indexDocumentEverywhere(ctx, vectors, documentId, signal),
    ),
  ],
});
