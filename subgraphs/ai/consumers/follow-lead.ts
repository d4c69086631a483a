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
      // a new lead's review goes by the same points; only what is hot is put in front of that
      ({ tier, previousTier }) => (previousTier === null ? tier === 'HOT' : tier !== previousTier),
    ),
  ],
};
