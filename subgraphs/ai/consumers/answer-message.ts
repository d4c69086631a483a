import { type Consumer, on } from '#kernel/messaging/consumer.ts';
import { messageReceived } from '#schema/events/message-received.v1.ts';
import { messageRetracted } from '#schema/events/message-retracted.v1.ts';
import { LOCAL_PROVIDER } from '../connectors/local-model-provider.ts';
import { type AnswerTools, answerMessage } from '../run/answer-message.ts';
import { forgetMessage } from '../run/forget-message.ts';
import { ANSWER_ATTEMPTS } from '../run/model-trouble.ts';

/**
 * A message waits for a vendor's models nearly all of its time, and holds neither a connection nor the processor meanwhile: 50 a second
 * that take two seconds each are 100 at once, and a quarter is kept for the fast lane.
 */
const MESSAGES_AT_VENDORS = 160;

export const answerMessageConsumer = (tools: AnswerTools): Consumer => ({
  name: 'ai.answer-message',
  maxAttempts: ANSWER_ATTEMPTS,
  ...(tools.models.name !== LOCAL_PROVIDER && { concurrency: MESSAGES_AT_VENDORS }),
  handlers: [
    on(messageReceived, async (ctx, event, settle, delivery) => {
      // an erased contact gets no answer
      if (event.personal === null) return;
      const { sentAt, replyWindowClosesAt, personReplyWindowClosesAt = replyWindowClosesAt, ...message } = event.data;
      await answerMessage(
        ctx,
        {
          ...message,
          ...event.personal,
          lane: event.lane,
          sentAt: new Date(sentAt),
          replyWindowClosesAt: dateOf(replyWindowClosesAt),
          personReplyWindowClosesAt: dateOf(personReplyWindowClosesAt),
        },
        tools,
        settle,
        delivery,
      );
    }),
    // after the message itself, for they have the same key
    on(messageRetracted, (_ctx, { data }, settle) => settle((tx) => forgetMessage(tx, data))),
  ],
});

const dateOf = (text: string | null): Date | null => (text === null ? null : new Date(text));
