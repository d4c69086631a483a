import { randomUUID } from 'node:crypto';
import type { NewEvent } from '#kernel/messaging/event-contract.ts';
import type { PublishedEvent } from '#kernel/testing/test-tenant.ts';
import { replyApproved } from '#schema/events/reply-approved.v1.ts';
import { Conversation } from '../conversation/conversation.entity.ts';
import { Delivery } from '../delivery/delivery.entity.ts';
import { type ConversationsFixture, messageItem, newPersonId } from './conversations-fixture.ts';

/** A person who wrote to a page of its own, and the replies to them. */
export interface Thread {
  readonly pageId: string;
  readonly channelId: string;
  readonly personId: string;
  readonly conversation: Conversation;
}

export type Approval = NewEvent<typeof replyApproved>;

export async function makeThread(fixture: ConversationsFixture, { at = fixture.now() }: { at?: Date } = {}): Promise<Thread> {
  const { id: channelId, accountId: pageId } = await fixture.connectPage();
  const personId = newPersonId();
  await fixture.receive(pageId, messageItem(personId, 'Is it in stock?', { at }));
  const conversation = await fixture.tenant.ctx().em.findOneOrFail(Conversation, { channel: channelId });
  return { pageId, channelId, personId, conversation };
}

export function makeApproval({ conversation }: Thread, text: string, over: Partial<Approval['data']> = {}): Approval {
  return {
    key: conversation.id,
    subjectId: conversation.contact.id,
    data: {
      replyId: randomUUID(),
      runId: randomUUID(),
      reviewId: null,
      conversationId: conversation.id,
      contactId: conversation.contact.id,
      revision: conversation.revision,
      memberId: null,
      approvedAt: new Date().toISOString(),
      ...over,
    },
    personal: { text },
  };
}

/** Delivers `reply-approved` once, as the event log would. */
export const approve = (fixture: ConversationsFixture, approval: Approval, signal?: AbortSignal): Promise<void> =>
  fixture.tenant.deliver(fixture.consumer('conversations.send-reply'), replyApproved, approval, signal ? { signal } : {});

export const deliveryOf = (fixture: ConversationsFixture, { data }: Approval): Promise<Delivery | null> =>
  fixture.tenant.ctx().em.findOne(Delivery, { replyId: data.replyId });

export const statusOf = async (fixture: ConversationsFixture, { conversation }: Thread): Promise<string> =>
  (await fixture.tenant.ctx().em.findOneOrFail(Conversation, { id: conversation.id })).status;

/** What the Send API was asked to say to this person. */
export const saidTo = async (fixture: ConversationsFixture, { personId }: Thread): Promise<string[]> =>
  (await fixture.posts()).filter(({ request }) => request.recipient.id === personId).map(({ request }) => request.message.text);

export const publishedOf = async (
  fixture: ConversationsFixture,
  type: string,
  { conversation }: Thread,
): Promise<PublishedEvent[]> => (await fixture.tenant.published(type)).filter(({ key }) => key === conversation.id);

/** A fault for the posts of this thread alone. */
export const faultPosts = (fixture: ConversationsFixture, { pageId }: Thread, fault: object): Promise<unknown> =>
  fixture.facebook('PUT', '/_faults', { match: { method: 'POST', path: `/${pageId}/messages` }, ...fault });

export const graphError = (code: number, subcode?: number): object => ({
  error: {
    message: 'not for us',
    type: 'OAuthException',
    code,
    ...(subcode === undefined ? {} : { error_subcode: subcode }),
    fbtrace_id: 'x',
  },
});
