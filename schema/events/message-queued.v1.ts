import { z } from 'zod';
import { defineEvent } from '#kernel/messaging/event-contract.ts';

/** A member wrote a message; it is stored and waits to be posted. Published and consumed by `conversations`, keyed by conversation. */
export const messageQueued = defineEvent({
  type: 'message-queued',
  version: 1,
  data: z.object({
    deliveryId: z.uuid(),
    messageId: z.uuid(),
    conversationId: z.uuid(),
    contactId: z.uuid(),
  }),
});
