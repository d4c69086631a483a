import { z } from 'zod';
import { defineEvent } from '#kernel/messaging/event-contract.ts';
import { platform } from './platform.ts';

/** A lead has a new score. Carries what the CRM needs of the contact. Published by `leads`, keyed by conversation. */
export const leadScored = defineEvent({
  type: 'lead-scored',
  version: 1,
  data: z.object({
    leadId: z.uuid(),
    scoreId: z.uuid(),
    contactId: z.uuid(),
    conversationId: z.uuid(),
    platform,
    tier: z.enum(['HOT', 'WARM', 'COLD']),
    previousTier: z.enum(['HOT', 'WARM', 'COLD']).nullable(),
    points: z.int().min(0).max(100),
    stage: z.enum(['NEW', 'ENGAGED', 'QUALIFIED', 'CONVERTED', 'LOST']),
    signals: z.array(z.object({ name: z.string(), points: z.int() })),
    /** The lead's version: a consumer that has seen a higher one ignores this. */
    version: z.int().positive(),
    scoredAt: z.iso.datetime(),
  }),
  personal: z.object({
    displayName: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    company: z.string().nullable(),
  }),
});
