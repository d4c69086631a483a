import { type Consumer, on } from '#kernel/messaging/consumer.ts';
import { leadScored } from '#schema/events/lead-scored.v1.ts';
import { setContactHot } from '../contact/set-contact-hot.ts';

/** A hot lead's next messages take the fast lane. Idempotent: the mark is set, not toggled. */
export const pickLanes: Consumer = {
  name: 'conversations.pick-lanes',
  handlers: [
    on(
      leadScored,
      (_ctx, { data }, settle) => settle((tx) => setContactHot(tx, data.contactId, data.tier === 'HOT')),
      (data) => (data.tier === 'HOT') !== (data.previousTier === 'HOT'),
    ),
  ],
};
