import { type Consumer, on } from '#kernel/messaging/consumer.ts';
import { messageDelivered } from '#schema/events/message-delivered.v1.ts';
import { replyRefused } from '#schema/events/reply-refused.v1.ts';
import { recordDelivery } from '../run/record-delivery.ts';
import { recordRefusal } from '../run/record-refusal.ts';

/** Both kinds in one consumer: what happened to one reply is told in the order in which it happened. */
export const recordDeliveryConsumer: Consumer = {
  name: 'ai.record-delivery',
  handlers: [
    on(
      messageDelivered,
      async (_ctx, { data: { reviewId, replyId, messageId } }, settle) => {
        if (reviewId !== null) await settle((tx) => recordDelivery(tx, { reviewId, replyId, messageId }));
      },
      // a reply by the machine said so when it was approved
      (data) => data.reviewId !== null,
    ),
    on(replyRefused, (_ctx, event, settle) => settle((tx) => recordRefusal(tx, event.data))),
  ],
};
