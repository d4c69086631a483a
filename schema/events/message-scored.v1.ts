import { z } from 'zod';
import { defineEvent } from '#kernel/messaging/event-contract.ts';
import { platform } from './platform.ts';

/** The agents scored the sender as a lead; no reply and no reviewer was waited for. Published by `ai`, keyed by conversation. */
export const messageScored = defineEvent({
  type: 'message-scored',
  version: 1,
  data: z.object({
    runId: z.uuid(),
    messageId: z.uuid(),
    conversationId: z.uuid(),
    contactId: z.uuid(),
    platform,
    intent: z.enum(['SALES', 'SUPPORT', 'COMPLAINT', 'PRAISE', 'GENERAL', 'SPAM']),
    points: z.int().min(0).max(100),
    signals: z.array(z.object({ name: z.string(), points: z.int() })),
    scoredAt: z.iso.datetime(),
  }),
  personal: z.object({
    /** Same order as `data.signals`. */
    evidence: z.array(z.string().nullable()),
    displayName: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    company: z.string().nullable(),
  }),
});
