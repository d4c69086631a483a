import { publish, type Tx } from '#kernel/messaging/transaction.ts';
import { newId } from '#kernel/persistence/new-id.ts';
import { conversationChanged } from '#schema/events/conversation-changed.v1.ts';
import { displayNameAt } from '../contact/contact.entity.ts';
import { type ReplyWindows, windowClosesAt } from '../conversation/reply-windows.ts';
import type { Platform } from '../platform.ts';
import type { CurrentMessage, PlacedMessage } from './correct-before.ts';
import { type Person, personKey, type Thread, threadKey } from './find-threads.ts';
import { insertInbound, type NewMessage } from './insert-inbound.ts';
import { publishReceived } from './publish-received.ts';

/** Stores messages that are new, in their order, and publishes them. `found` learns the contacts and conversations that are made. */
export async function storeMessages(
  tx: Tx,
  messages: readonly CurrentMessage[],
  found: { readonly persons: Map<string, Person>; readonly threads: Map<string, Thread> },
  windowsOf: (platform: Platform) => ReplyWindows,
): Promise<void> {
  if (messages.length === 0) return;
  const now = tx.clock.now();
  const reopened = new Set<string>();
  const stored: NewMessage[] = [];
  for (const { message: one, correctedAt } of messages) {
    const { item, platform, receivedAt } = one;
    const person = found.persons.get(personKey(one)) ?? newPerson(one, now);
    found.persons.set(personKey(one), person);
    const thread = found.threads.get(threadKey(one)) ?? newThread(one, person, now);
    found.threads.set(threadKey(one), thread);
    // a platform's clock that runs ahead of ours would hold the reply window open for longer than it is
    const sentAt = item.sentAt > receivedAt ? receivedAt : item.sentAt;
    const message = { id: newId(), thread, item, sentAt, revision: thread.revision + 1, correctedAt };
    if (!thread.isNew && thread.status !== 'OPEN') reopened.add(thread.conversationId);
    thread.revision = message.revision;
    thread.status = 'OPEN';
    thread.replyTo = item.replyTo;
    if (thread.lastInboundAt === null || sentAt > thread.lastInboundAt) thread.lastInboundAt = sentAt;
    if (thread.lastMessageAt === null || sentAt >= thread.lastMessageAt) {
      thread.lastMessageAt = sentAt;
      thread.lastMessageId = message.id;
    }
    thread.replyWindowClosesAt = windowClosesAt(windowsOf(platform), thread.lastInboundAt, thread.replyTo);
    stored.push(message);
  }
  await insertInbound(tx, [...new Set(stored.map(({ thread }) => thread))], stored, now);
  for (const message of stored) await publishStored(tx, message, windowsOf);
  for (const conversationId of reopened) {
    publish(tx, conversationChanged, { key: conversationId, data: { conversationId, change: 'STATUS', messageId: null } });
  }
}

const newPerson = (one: PlacedMessage, now: Date): Person => ({
  contactId: newId(),
  channelId: one.channelId,
  platform: one.platform,
  personId: one.item.personId,
  personHash: one.personHash,
  isNew: true,
  isHot: false,
  sealedName: null,
  displayName: one.item.displayName,
  createdAt: now,
});

const newThread = (one: PlacedMessage, person: Person, now: Date): Thread => ({
  person,
  conversationId: newId(),
  threadHash: one.threadHash,
  isNew: true,
  createdAt: now,
  revision: 0,
  status: 'OPEN',
  lastMessageId: null,
  lastMessageAt: null,
  lastInboundAt: null,
  replyWindowClosesAt: null,
  replyTo: null,
});

async function publishStored(
  tx: Tx,
  { id, thread, item, sentAt, revision }: NewMessage,
  windowsOf: (platform: Platform) => ReplyWindows,
): Promise<void> {
  const { person, conversationId, lastInboundAt, replyWindowClosesAt } = thread;
  const { contactId, channelId, platform, isHot, sealedName } = person;
  const displayName = sealedName ? await tx.vault.open(displayNameAt(contactId), sealedName) : person.displayName;
  publishReceived(
    tx,
    {
      ...{
        messageId: id,
        conversationId,
        contactId,
        channelId,
        platform,
        isHot,
        revision,
        sentAt,
        replyWindowClosesAt,
        displayName,
      },
      attachmentKinds: item.attachments.map(({ kind }) => kind),
      lastInboundAt: lastInboundAt ?? sentAt,
      text: item.text,
    },
    windowsOf(platform),
  );
}
