import { type Consumer, on } from '#kernel/messaging/consumer.ts';
import { messageScored } from '#schema/events/message-scored.v1.ts';
import { scoreLead } from '../lead/score-lead.ts';

/** Idempotent by the run: a run's score is recorded once, whichever delivery brings it. */
export const scoreLeadConsumer: Consumer = {
  name: 'leads.score-lead',
  handlers: [
    on(messageScored, async (_ctx, event, settle) => {
      const { personal } = event;
      // sealing anything now would make a new key for somebody who was erased
      if (personal === null) return;
      await settle((tx) => scoreLead(tx, event.data, personal, event.lane));
    }),
  ],
};
