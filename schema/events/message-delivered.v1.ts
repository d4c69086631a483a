import { z } from 'zod';
import { defineEvent } from '#kernel/messaging/event-contract.ts';
import { platform } from './platform.ts';

/** The platform accepted a message of ours. Published by `conversations`, keyed by conversation. */
export const messageDelivered = defineEvent({
  type: 'message-delivered',
  version: 1,
  data: z.object({
    messageId: z.uuid(),
    conversationId: z.uuid(),
    contactId: z.uuid(),
    channelId: z.uuid(),
    platform,
    /** All three null when a member wrote it by hand. */
    replyId: z.uuid().nullable(),
    runId: z.uuid().nullable(),
    reviewId: z.uuid().nullable(),
    memberId: z.string().nullable(),
    deliveredAt: z.iso.datetime(),
  }),
  /** What the person is called on the platform; null while it has not said. Events of before it was asked say nothing of it. */
  personal: z.object({ text: z.string(), displayName: z.string().nullable().default(null) }),
});
