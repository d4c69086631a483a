import { z } from 'zod';
import { defineEvent } from '#kernel/messaging/event-contract.ts';

/** An alert is written, somebody looks at it, or its cause is gone. Published by `tenants`, keyed by alert. */
export const alertChanged = defineEvent({
  type: 'alert-changed',
  version: 1,
  data: z.object({
    alertId: z.uuid(),
    change: z.enum(['RAISED', 'ACKNOWLEDGED', 'RESOLVED']),
  }),
});
