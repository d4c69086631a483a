import { type Consumer, on } from '#kernel/messaging/consumer.ts';
import { messageReceived } from '#schema/events/message-received.v1.ts';
import type { ModelProvider } from '../connectors/model-provider.ts';
import type { PassageSearch } from '../knowledge/passage-search.ts';
import { answerMessage } from '../run/answer-message.ts';
import { ANSWER_ATTEMPTS } from '../run/model-trouble.ts';

export const answerMessageConsumer = (tools: { readonly models: ModelProvider; readonly search: PassageSearch }): Consumer => ({
  name: 'ai.answer-message',
  maxAttempts: ANSWER_ATTEMPTS,
  handlers: [
    on(messageReceived, async (ctx, event, settle, delivery) => {
      // an erased contact gets no answer
      if (event.personal === null) return;
      const { sentAt, replyWindowClosesAt, ...message } = event.data;
      await answerMessage(
        ctx,
        {
          ...message,
          ...event.personal,
          lane: event.lane,
          sentAt: new Date(sentAt),
          replyWindowClosesAt: replyWindowClosesAt === null ? null : new Date(replyWindowClosesAt),
        },
        tools,
        settle,
        delivery,
      );
    }),
  ],
});
