import { type Consumer, on } from '#kernel/messaging/consumer.ts';
import { reviewChanged } from '#schema/events/review-changed.v1.ts';
import { endHold } from '../review/end-hold.ts';

/** Idempotent: the row says whether the decision is still held. */
export const endHoldConsumer: Consumer = {
  name: 'ai.end-hold',
  handlers: [
    on(
      reviewChanged,
      (ctx, { data }, settle) => endHold(ctx, data.reviewId, settle),
      ({ change, status }) => change === 'REJECTED' || (change === 'APPROVED' && status === 'SENDING'),
    ),
  ],
};
