import { z } from 'zod';
import { defineEvent } from '#kernel/messaging/event-contract.ts';

/** A run reached another status. Published by `ai`, keyed by conversation. */
export const runChanged = defineEvent({
  type: 'run-changed',
  version: 1,
  data: z.object({
    runId: z.uuid(),
    conversationId: z.uuid(),
    status: z.enum([
      'QUEUED',
      'RUNNING',
      'AUTO_REPLIED',
      'IN_REVIEW',
      'REPLIED_AFTER_REVIEW',
      'REJECTED',
      'SUPERSEDED',
      'NO_REPLY',
      'FAILED',
    ]),
    /** RUNNING: a reply is being made that may go out without a person. */
    mayReply: z.boolean().default(false),
  }),
});
