import { type Consumer, on } from '#kernel/messaging/consumer.ts';
import { leadScored } from '#schema/events/lead-scored.v1.ts';
import { followLeadTier } from '../review/follow-lead-tier.ts';

export const followLeadConsumer: Consumer = {
  name: 'ai.follow-lead',
  handlers: [
    on(
      leadScored,
      (_ctx, { data: { conversationId, tier, version } }, settle) =>
        settle((tx) => followLeadTier(tx, { conversationId, tier, version })),
      // a new lead that is cold is what a review is taken for anyway
      (data) => data.tier !== (data.previousTier ?? 'COLD'),
    ),
  ],
};
