import { z } from 'zod';
import { defineEvent } from '#kernel/messaging/event-contract.ts';
import { platform } from './platform.ts';

/**
 * A person wrote to a channel, or changed what waits for an answer: then it is the same message with another text and a later revision.
 * Published by `conversations`, keyed by conversation.
 */
export const messageReceived = defineEvent({
  type: 'message-received',
  version: 1,
  data: z.object({
    messageId: z.uuid(),
    conversationId: z.uuid(),
    contactId: z.uuid(),
    channelId: z.uuid(),
    platform,
    /** The conversation's count of inbound messages, this one included: a draft is valid for one revision only. */
    revision: z.int().positive(),
    attachmentKinds: z.array(z.string()),
    sentAt: z.iso.datetime(),
    /** Null where the platform never stops accepting a reply. */
    replyWindowClosesAt: z.iso.datetime().nullable(),
    /** The same for a reply that a member wrote or approved, never earlier. Events of before there was a difference do not say it. */
    personReplyWindowClosesAt: z.iso.datetime().nullable().optional(),
  }),
  personal: z.object({ text: z.string(), displayName: z.string().nullable() }),
});
