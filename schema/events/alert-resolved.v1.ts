import { z } from 'zod';
import { defineEvent } from '#kernel/messaging/event-contract.ts';

/** The cause of a channel's alerts is gone. Published by whoever noticed, keyed as those alerts were. */
export const alertResolved = defineEvent({
  type: 'alert-resolved',
  version: 1,
  data: z.object({
    codes: z.array(z.string()),
    /** As in the alerts' `detail`. */
    channelId: z.uuid(),
    resolvedAt: z.iso.datetime(),
  }),
});
