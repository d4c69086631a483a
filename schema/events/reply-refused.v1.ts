import { z } from 'zod';
import { defineEvent } from '#kernel/messaging/event-contract.ts';

/** An approved reply was not posted, and will not be by itself. Published by `conversations`, keyed by conversation. */
export const replyRefused = defineEvent({
  type: 'reply-refused',
  version: 1,
  data: z.object({
    replyId: z.uuid(),
    runId: z.uuid(),
    reviewId: z.uuid().nullable(),
    conversationId: z.uuid(),
    contactId: z.uuid(),
    code: z.enum([
      'OUTDATED',
      'WINDOW_CLOSED',
      'PERSON_UNAVAILABLE',
      'CHANNEL_DISCONNECTED',
      'REJECTED_BY_PLATFORM',
      'UNCERTAIN',
    ]),
    message: z.string(),
    refusedAt: z.iso.datetime(),
  }),
  personal: z.object({ text: z.string() }),
});
