import { z } from 'zod';
import { defineEvent } from '#kernel/messaging/event-contract.ts';

/** A review was added, or something became of it. Published by `ai`, keyed by conversation. */
export const reviewChanged = defineEvent({
  type: 'review-changed',
  version: 1,
  data: z.object({
    reviewId: z.uuid(),
    runId: z.uuid(),
    conversationId: z.uuid(),
    change: z.enum([
      'ADDED',
      'CLAIMED',
      'RELEASED',
      'REDRAFTED',
      'UNDONE',
      'APPROVED',
      'REFUSED',
      'REJECTED',
      'SUPERSEDED',
      'EXPIRED',
    ]),
    status: z.enum(['PENDING', 'CLAIMED', 'SENDING', 'APPROVED', 'REJECTED', 'SUPERSEDED', 'EXPIRED']),
  }),
});
