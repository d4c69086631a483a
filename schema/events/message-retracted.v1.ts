import { z } from 'zod';
import { defineEvent } from '#kernel/messaging/event-contract.ts';

/** A person took a message back: nothing of it is to be kept, and nothing is to answer it. Published by `conversations`, keyed by conversation. */
export const messageRetracted = defineEvent({
  type: 'message-retracted',
  version: 1,
  data: z.object({
    messageId: z.uuid(),
    conversationId: z.uuid(),
    contactId: z.uuid(),
    /** The conversation's from here on: every draft of an earlier one is stale. */
    revision: z.int().positive(),
    retractedAt: z.iso.datetime(),
  }),
});
