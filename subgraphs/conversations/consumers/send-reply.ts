import { type Consumer, on } from '#kernel/messaging/consumer.ts';
import { messageQueued } from '#schema/events/message-queued.v1.ts';
import { replyApproved } from '#schema/events/reply-approved.v1.ts';
import { type DeliveryMeans, deliverMessage } from '../delivery/deliver-message.ts';

/**
 * A post waits for its platform nearly all of its time, and holds neither a connection nor the processor meanwhile: 50 a second that take
 * half a second each are 25 at once, and a quarter is kept for the fast lane.
 */
const POSTS_AT_ONCE = 40;

/**
 * Posts what was approved or written by hand, one at a time for each conversation. Idempotent by the delivery that stands before the
 * post; `deliver-message.ts` names the window that is left.
 */
export const sendReply = (means: DeliveryMeans): Consumer => ({
  name: 'conversations.send-reply',
  concurrency: POSTS_AT_ONCE,
  handlers: [
    on(replyApproved, async (ctx, { data, personal }, settle, delivery) => {
      // erased meanwhile: there is nobody to answer
      if (personal === null) return;
      const { conversationId, contactId: _contact, approvedAt: _at, ...reply } = data;
      await deliverMessage(
        ctx,
        means,
        { kind: 'reply', conversationId, reply: { ...reply, text: personal.text } },
        settle,
        delivery,
      );
    }),
    on(messageQueued, async (ctx, { data: { conversationId, deliveryId } }, settle, delivery) => {
      await deliverMessage(ctx, means, { kind: 'queued', conversationId, deliveryId }, settle, delivery);
    }),
  ],
});
