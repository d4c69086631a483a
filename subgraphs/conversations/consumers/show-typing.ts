import { type Consumer, on } from '#kernel/messaging/consumer.ts';
import { runChanged } from '#schema/events/run-changed.v1.ts';
import type { PlatformConnector } from '../connectors/platform-connector.ts';
import { showTyping } from '../conversation/show-typing.ts';
import type { Platform } from '../platform.ts';

/**
 * Shows that an answer is being written while a model takes its time over one that may go out by itself. A quick one is posted before
 * anybody could see it: its run is never RUNNING, and this costs it nothing. Showing it twice is harmless.
 */
export const showTypingConsumer = (connectors: ReadonlyMap<Platform, PlatformConnector>): Consumer => ({
  name: 'conversations.show-typing',
  maxAttempts: 1,
  handlers: [
    on(
      runChanged,
      (ctx, { data: { conversationId } }, _settle, { signal }) => showTyping(ctx, connectors, conversationId, signal),
      // an event of before this was known does not say it
      ({ status, mayReply }) => status === 'RUNNING' && mayReply === true,
    ),
  ],
});
