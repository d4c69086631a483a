import { z } from 'zod';
import { defineEvent } from '#kernel/messaging/event-contract.ts';

/**
 * The time for which a channel keeps what is said was over: these messages have no text any more, and whatever was made of them is to have
 * none. Ids alone. Published by `conversations`, keyed by conversation.
 */
export const contentExpired = defineEvent({
  type: 'content-expired',
  version: 1,
  data: z.object({
    channelId: z.uuid(),
    conversationId: z.uuid(),
    contactId: z.uuid(),
    /** Of both directions. */
    messageIds: z.array(z.uuid()).min(1).max(1000),
    /** When the oldest message of the person that still has its text came in; null: none has. */
    keptSince: z.iso.datetime().nullable(),
  }),
});
