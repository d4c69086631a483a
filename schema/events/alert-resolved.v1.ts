import { z } from 'zod';
import { defineEvent } from '#kernel/messaging/event-contract.ts';

/** The cause of alerts is gone. Published by whoever noticed, keyed as those alerts were. */
export const alertResolved = defineEvent({
  type: 'alert-resolved',
  version: 1,
  data: z.object({
    codes: z.array(z.string()),
    /** As in the alerts' `detail`; null where they are of no channel. */
    channelId: z.uuid().nullable(),
    resolvedAt: z.iso.datetime(),
  }),
});
