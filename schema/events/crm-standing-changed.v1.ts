import { z } from 'zod';
import { defineEvent } from '#kernel/messaging/event-contract.ts';

/**
 * What people at the CRM made of a lead's record: they won it, gave it up, or had the person as a customer before. Published by `crm`, keyed
 * by conversation.
 */
export const crmStandingChanged = defineEvent({
  type: 'crm-standing-changed',
  version: 1,
  data: z.object({
    leadId: z.uuid(),
    connectionId: z.uuid(),
    standing: z.enum(['CUSTOMER_BEFORE', 'CONVERTED', 'LOST']),
    readAt: z.iso.datetime(),
  }),
});
