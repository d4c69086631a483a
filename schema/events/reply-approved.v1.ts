import { z } from 'zod';
import { defineEvent } from '#kernel/messaging/event-contract.ts';

/** A reply may be posted: the machine was sure, or a member decided. Published by `ai`, keyed by conversation. */
export const replyApproved = defineEvent({
  type: 'reply-approved',
  version: 1,
  data: z.object({
    /** The approval's own id: the same approval is posted once, however often it is delivered. */
    replyId: z.uuid(),
    runId: z.uuid(),
    reviewId: z.uuid().nullable(),
    conversationId: z.uuid(),
    contactId: z.uuid(),
    /** The revision that the draft answers; a later inbound message makes it stale. */
    revision: z.int().positive(),
    /** The member who decided; null when the machine did. */
    memberId: z.string().nullable(),
    approvedAt: z.iso.datetime(),
  }),
  personal: z.object({ text: z.string() }),
});
