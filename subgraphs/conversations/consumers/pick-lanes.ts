import { type Consumer, on } from '#kernel/messaging/consumer.ts';
import { leadChanged } from '#schema/events/lead-changed.v1.ts';
import { leadScored } from '#schema/events/lead-scored.v1.ts';
import { setContactTier } from '../contact/set-contact-tier.ts';

/**
 * A hot lead's next messages take the fast lane, and a list may ask for a tier. Idempotent: the tier is set, and an older version of the
 * lead changes nothing. A tier that a member set stands in both events.
 */
export const pickLanes: Consumer = {
  name: 'conversations.pick-lanes',
  handlers: [
    on(
      leadScored,
      (_ctx, { data }, settle) => settle((tx) => setContactTier(tx, data.contactId, data.tier, data.version)),
      // most leads begin COLD: what nobody was told of is that
      (data) => data.tier !== (data.previousTier ?? 'COLD'),
    ),
    on(leadChanged, (_ctx, { data }, settle) => settle((tx) => setContactTier(tx, data.contactId, data.tier, data.version))),
  ],
};
