import { type Consumer, on } from '#kernel/messaging/consumer.ts';
import { messageReceived } from '#schema/events/message-received.v1.ts';
import { messageRetracted } from '#schema/events/message-retracted.v1.ts';
import { type AnswerTools, answerMessage } from '../run/answer-message.ts';
import { forgetMessage } from '../run/forget-message.ts';
import { messagesAtOnce } from '../run/messages-at-once.ts';
import { ANSWER_ATTEMPTS } from '../run/model-trouble.ts';

export const answerMessageConsumer = (tools: AnswerTools): Consumer => ({
  name: 'ai.answer-message',
  maxAttempts: ANSWER_ATTEMPTS,
  ...atOnce(tools),
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

const atOnce = (tools: AnswerTools): Pick<Consumer, 'concurrency'> => {
  const concurrency = messagesAtOnce(tools);
  return concurrency === null ? {} : { concurrency };
};
