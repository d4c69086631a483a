import { z } from 'zod';
import { defineEvent } from '#kernel/messaging/event-contract.ts';

/** Something needs a person of the team: a delivery whose fate is unknown, a credential that died. Published by whoever noticed. */
export const alertRaised = defineEvent({
  type: 'alert-raised',
  version: 1,
  data: z.object({
    severity: z.enum(['INFO', 'WARNING', 'CRITICAL']),
    code: z.string(),
    title: z.string(),
    conversationId: z.uuid().nullable(),
    detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    raisedAt: z.iso.datetime(),
  }),
});
