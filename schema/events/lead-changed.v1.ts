import { z } from 'zod';
import { defineEvent } from '#kernel/messaging/event-contract.ts';
import { platform } from './platform.ts';

/** A person changed a lead's stage or overrode its tier, or people at its CRM ended it. Published by `leads`, keyed by conversation. */
export const leadChanged = defineEvent({
  type: 'lead-changed',
  version: 1,
  data: z.object({
    leadId: z.uuid(),
    contactId: z.uuid(),
    conversationId: z.uuid(),
    platform,
    tier: z.enum(['HOT', 'WARM', 'COLD']),
    points: z.int().min(0).max(100),
    stage: z.enum(['NEW', 'ENGAGED', 'QUALIFIED', 'CONVERTED', 'LOST']),
    /** What was changed; the first of these events did not say. */
    change: z.enum(['STAGE', 'OVERRIDE']).optional(),
    version: z.int().positive(),
    changedAt: z.iso.datetime(),
  }),
  personal: z.object({
    displayName: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    company: z.string().nullable(),
  }),
});
