import type { Config } from '#kernel/config/config.ts';
import { inOrder } from '#kernel/graph/in-order.ts';
import { defineSubgraph, type SubgraphDeclaration } from '#kernel/runtime/define-subgraph.ts';
import type { PlatformContext } from '#kernel/runtime/platform-context.ts';
import { CannedReply } from './canned-reply/canned-reply.entity.ts';
import { CannedReplyResolver } from './canned-reply/canned-reply.resolver.ts';
import { AccountDirectory } from './channel/account-directory.ts';
import { Channel } from './channel/channel.entity.ts';
import { ChannelResolver } from './channel/channel.resolver.ts';
import { channelsById } from './channel/find-channel.ts';
import { type PlatformConfig, platformConnectors } from './connectors/platform-connectors.ts';
import { followReviews } from './consumers/follow-reviews.ts';
import { pickLanes } from './consumers/pick-lanes.ts';
import { sendReply } from './consumers/send-reply.ts';
import { showTypingConsumer } from './consumers/show-typing.ts';
import { Contact } from './contact/contact.entity.ts';
import { ContactResolver } from './contact/contact.resolver.ts';
import { contactsById } from './contact/find-contact.ts';
import { Conversation } from './conversation/conversation.entity.ts';
import { ConversationResolver } from './conversation/conversation.resolver.ts';
import { ConversationEventsResolver } from './conversation/conversation-events.resolver.ts';
import { conversationsById } from './conversation/find-conversation.ts';
import { Delivery } from './delivery/delivery.entity.ts';
import { ProvedPosts } from './delivery/proved-posts.ts';
import { InboxDue } from './due/inbox-due.ts';
import { inboxLoop } from './due/inbox-loop.ts';
import { healthLoop } from './health/health-loop.ts';
import { HEALTH_TIMES, type HealthTimes } from './health/health-times.ts';
import { eraseInbound } from './inbound/erase-inbound.ts';
import { InboundAppender } from './inbound/inbound-appender.ts';
import { INBOUND } from './inbound/inbound-log.ts';
import { inboundLoop } from './inbound/process-inbound.ts';
import { webhookRoutes } from './inbound/webhook-routes.ts';
import { messagesById } from './message/find-message.ts';
import { Message } from './message/message.entity.ts';
import { MessageResolver } from './message/message.resolver.ts';
import { Note } from './note/note.entity.ts';
import { NoteResolver } from './note/note.resolver.ts';
import { expireContentTask } from './tasks/expire-content.ts';
import { findOldMessages } from './tasks/find-old-messages.ts';
import { keepInboxTask } from './tasks/keep-inbox.ts';
import { ConversationView } from './view/conversation-view.entity.ts';
import { ConversationViewResolver } from './view/conversation-view.resolver.ts';

export interface ConversationsOptions {
  readonly platforms: PlatformConfig;
  readonly delivery: Config['delivery'] & {
    /** After a post's timeout, how long the platform may take to show a message that it took; 3 s unless said. */
    readonly reconcileGraceMs?: number;
  };
  /** How the heartbeat of channels goes, where otherwise than usual. */
  readonly health?: Partial<HealthTimes>;
  /** Asked for when work begins: the declaration is made before the database is open. */
  readonly platform: () => PlatformContext;
}

/** What people write and what is answered: channels, contacts, conversations, messages and their deliveries. */
export function conversations({ platforms, delivery, health = {}, platform }: ConversationsOptions): SubgraphDeclaration {
  const { postTimeoutMs, reconcileAfterMs: giveUpAfterMs, reconcileGraceMs: graceMs = 3000 } = delivery;
  const connectors = platformConnectors(platforms);
  const accounts = new AccountDirectory(() => platform().platform);
  const proved = new ProvedPosts();
  const inbox = new InboxDue(() => platform().platform);
  return defineSubgraph({
    name: 'conversations',
    resolvers: [
      new ChannelResolver(connectors, accounts, postTimeoutMs),
      new ContactResolver(),
      new ConversationResolver(connectors, inbox),
      new ConversationViewResolver(),
      new CannedReplyResolver(),
      new ConversationEventsResolver(),
      new MessageResolver(connectors),
      new NoteResolver(),
    ],
    references: {
      Channel: inOrder(channelsById),
      Contact: inOrder(contactsById),
      Conversation: inOrder(conversationsById),
      Message: inOrder(messagesById),
    },
    entities: [Channel, Contact, Conversation, Message, Delivery, Note, ConversationView, CannedReply],
    migrations: new URL('./migrations/', import.meta.url),
    platformMigrations: new URL('./migrations/platform/', import.meta.url),
    consumers: [
      sendReply({ connectors, times: { postTimeoutMs, graceMs, giveUpAfterMs }, proved }),
      followReviews(connectors),
      pickLanes,
      showTypingConsumer(connectors),
    ],
    tasks: [expireContentTask(connectors, platform), keepInboxTask(inbox), findOldMessages],
    loops: [
      inboundLoop([...connectors.values()], accounts, proved),
      healthLoop(connectors, { ...HEALTH_TIMES, ...health }),
      inboxLoop(inbox),
    ],
    eraseTenant: eraseInbound,
    routes: (context, wake) => {
      const appender = new InboundAppender(context);
      return Array.from(connectors.values(), (connector) =>
        webhookRoutes(connector, appender, context, () => wake(INBOUND)),
      ).flat();
    },
  });
}
