import { z } from 'zod';
import { defineEvent } from '#kernel/messaging/event-contract.ts';

/** A lead's link to a CRM reached another state. Published by `crm`, keyed by conversation. */
export const crmSynced = defineEvent({
  type: 'crm-synced',
  version: 1,
  data: z.object({
    linkId: z.uuid(),
    leadId: z.uuid(),
    connectionId: z.uuid(),
    status: z.enum(['PENDING', 'SYNCED', 'FAILED', 'CONFLICT']),
  }),
});
