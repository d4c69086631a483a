import { z } from 'zod';
import { defineEvent } from '#kernel/messaging/event-contract.ts';

/** A document was added, removed, or has other passages. Published and consumed by `ai`, keyed by document. */
export const knowledgeChanged = defineEvent({
  type: 'knowledge-changed',
  version: 1,
  data: z.object({ documentId: z.uuid(), contentVersion: z.int().positive().nullable() }),
});
