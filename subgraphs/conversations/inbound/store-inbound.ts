import { publish, type Tx } from '#kernel/messaging/transaction.ts';
import { newId } from '#kernel/persistence/new-id.ts';
import { conversationChanged } from '#schema/events/conversation-changed.v1.ts';
import { messageReceived } from '#schema/events/message-received.v1.ts';
import type { InboundEcho, InboundItem, InboundMessage, InboundReceipt } from '../connectors/inbound-item.ts';
import { displayNameAt, PLATFORM_USER_ID } from '../contact/contact.entity.ts';
import { confirmDeliveries } from '../delivery/confirm-deliveries.ts';
import type { Platform } from '../platform.ts';
import { applyReceipts } from './apply-receipts.ts';
import { findProofs } from './find-proofs.ts';
import { findThreads, type Thread, threadKey } from './find-threads.ts';
import { insertInbound, type NewMessage } from './insert-inbound.ts';

/** An item whose account is known. */
export interface RoutedItem {
  readonly item: InboundItem;
  readonly channelId: string;
  readonly platform: Platform;
  readonly receivedAt: Date;
}

type Routed<Item extends InboundItem> = RoutedItem & { readonly item: Item };

/**
 * Stores one tenant's part of a batch: contacts, conversations and messages, each with one statement for all, and publishes
 * `message-received` for each message that is new. A message whose platform id is stored already changes nothing, wherever its twin
 * stands. Echoes and receipts touch deliveries only.
 */
export async function storeInbound(
  tx: Tx,
  routed: readonly RoutedItem[],
  replyWindowMs: (platform: Platform) => number | null,
): Promise<void> {
  const messages = ofKind<InboundMessage>(routed, 'message');
  const echoes = ofKind<InboundEcho>(routed, 'echo');
  const receipts = ofKind<InboundReceipt>(routed, 'receipt');
  const proofs = await findProofs(tx, echoes);
  if (messages.length + proofs.length > 0) {
    // all conversations of the batch are locked at once, in one order
    const locked = proofs.length > 0 ? [...messages, ...echoes] : messages;
    const { threads, knownMessageIds } = await findThreads(tx, locked.map(identify(tx)), messages);
    await storeMessages(tx, withoutTwins(messages, knownMessageIds), threads, replyWindowMs);
    await confirmDeliveries(tx, proofs);
  }
  if (receipts.length > 0) await applyReceipts(tx, receipts.map(identify(tx)));
}

const ofKind = <Item extends InboundItem>(routed: readonly RoutedItem[], kind: Item['kind']): Routed<Item>[] =>
  routed.filter((one): one is Routed<Item> => one.item.kind === kind);

const identify =
  (tx: Tx) =>
  <One extends RoutedItem & { readonly item: { readonly personId: string } }>(
    one: One,
  ): One & { readonly personHash: string } => ({
    ...one,
    personHash: tx.vault.lookupHash(PLATFORM_USER_ID, one.item.personId).toString('hex'),
  });

/** In the order of the platform's time, so that revisions rise with it; equal times keep the order of arrival. */
function withoutTwins(messages: readonly Routed<InboundMessage>[], known: ReadonlySet<string>): Routed<InboundMessage>[] {
  const seen = new Set(known);
  const isFirst = ({ channelId, item }: Routed<InboundMessage>): boolean => {
    const key = `${channelId}/${item.platformMessageId}`;
    return !seen.has(key) && Boolean(seen.add(key));
  };
  return messages.filter(isFirst).sort((a, b) => a.item.sentAt.getTime() - b.item.sentAt.getTime());
}

async function storeMessages(
  tx: Tx,
  messages: readonly Routed<InboundMessage>[],
  threads: Map<string, Thread>,
  replyWindowMs: (platform: Platform) => number | null,
): Promise<void> {
  if (messages.length === 0) return;
  const now = tx.clock.now();
  const reopened = new Set<string>();
  const stored: NewMessage[] = [];
  for (const one of messages.map(identify(tx))) {
    const { item, channelId, platform, receivedAt } = one;
    const key = threadKey(channelId, one.personHash);
    const thread = threads.get(key) ?? newThread(one, now);
    threads.set(key, thread);
    // a platform's clock that runs ahead of ours would hold the reply window open for longer than it is
    const sentAt = item.sentAt > receivedAt ? receivedAt : item.sentAt;
    const message = { id: newId(), thread, item, sentAt, revision: thread.revision + 1 };
    if (!thread.isNew && thread.status !== 'OPEN') reopened.add(thread.conversationId);
    thread.revision = message.revision;
    thread.status = 'OPEN';
    if (thread.lastInboundAt === null || sentAt > thread.lastInboundAt) thread.lastInboundAt = sentAt;
    if (thread.lastMessageAt === null || sentAt >= thread.lastMessageAt) {
      thread.lastMessageAt = sentAt;
      thread.lastMessageId = message.id;
    }
    const windowMs = replyWindowMs(platform);
    thread.replyWindowClosesAt = windowMs === null ? null : new Date(thread.lastInboundAt.getTime() + windowMs);
    stored.push(message);
  }
  await insertInbound(tx, [...new Set(stored.map(({ thread }) => thread))], stored, now);
  for (const message of stored) await publishReceived(tx, message);
  for (const conversationId of reopened) {
    publish(tx, conversationChanged, { key: conversationId, data: { conversationId, change: 'STATUS', messageId: null } });
  }
}

const newThread = (one: Routed<InboundMessage> & { readonly personHash: string }, now: Date): Thread => ({
  contactId: newId(),
  conversationId: newId(),
  channelId: one.channelId,
  platform: one.platform,
  personId: one.item.personId,
  personHash: one.personHash,
  isNew: true,
  isHot: false,
  displayName: null,
  revision: 0,
  status: 'OPEN',
  lastMessageId: null,
  lastMessageAt: null,
  lastInboundAt: null,
  replyWindowClosesAt: null,
  createdAt: now,
});

async function publishReceived(tx: Tx, { id, thread, item, sentAt, revision }: NewMessage): Promise<void> {
  const displayName = thread.displayName && (await tx.vault.open(displayNameAt(thread.contactId), thread.displayName));
  publish(tx, messageReceived, {
    key: thread.conversationId,
    lane: thread.isHot ? 'fast' : 'standard',
    subjectId: thread.contactId,
    data: {
      messageId: id,
      conversationId: thread.conversationId,
      contactId: thread.contactId,
      channelId: thread.channelId,
      platform: thread.platform,
      revision,
      attachmentKinds: item.attachments.map(({ kind }) => kind),
      sentAt: sentAt.toISOString(),
      replyWindowClosesAt: thread.replyWindowClosesAt?.toISOString() ?? null,
    },
    personal: { text: item.text, displayName },
  });
}
