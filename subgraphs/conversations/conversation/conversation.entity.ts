import { defineEntity, type Opt, p } from '@mikro-orm/core';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Key, RequiresScopes } from '#kernel/graph/directives.ts';
import { DateTime } from '#kernel/graph/scalars.ts';
import { Channel } from '../channel/channel.entity.ts';
import { Contact } from '../contact/contact.entity.ts';
import { Platform } from '../platform.ts';

export enum ConversationStatus {
  OPEN = 'OPEN',
  WAITING_FOR_REVIEW = 'WAITING_FOR_REVIEW',
  WAITING_FOR_CUSTOMER = 'WAITING_FOR_CUSTOMER',
  SNOOZED = 'SNOOZED',
  CLOSED = 'CLOSED',
}
registerEnumType(ConversationStatus, {
  name: 'ConversationStatus',
  description: 'Whose turn it is.',
  valuesConfig: {
    OPEN: { description: 'The latest message waits for an answer.' },
    WAITING_FOR_REVIEW: { description: 'A drafted answer waits for a reviewer.' },
    WAITING_FOR_CUSTOMER: { description: 'The person was answered.' },
    SNOOZED: {
      description: 'A member put it off until `snoozedUntil`; it opens by itself then, and with the next inbound message.',
    },
    CLOSED: { description: 'A member closed it; the next inbound message opens it again.' },
  },
});

const ConversationSchema = defineEntity({
  name: 'Conversation',
  tableName: 'conversation',
  schema: '*',
  properties: {
    id: p.uuid().primary(),
    channel: () => p.manyToOne(Channel).ref(),
    contact: () => p.manyToOne(Contact).ref(),
    platform: p.enum(() => Platform),
    status: p.enum(() => ConversationStatus),
    revision: p.integer(),
    lastMessageId: p.uuid(),
    lastMessageAt: p.datetime(),
    lastInboundAt: p.datetime(),
    replyWindowClosesAt: p.datetime().nullable(),
    /** A keyed hash of the public thread's id; null: direct messages. */
    threadHash: p.blob().nullable(),
    /** Where an answer to the latest inbound message goes, sealed; null: to the person. */
    replyTo: p.blob().nullable(),
    createdAt: p.datetime(),
    assigneeId: p.text().nullable(),
    labels: p.array().$type<string[]>().default([]),
    /** Of a snooze that may be over: `status` says whether it is. */
    snoozedUntil: p.datetime().nullable(),
    /** What it was when it was put off. */
    snoozedFrom: p.enum(() => ConversationStatus).nullable(),
  },
});

@Key('id')
@RequiresScopes([['conversations:read']])
@ObjectType({
  description: 'Everything said between one contact and one channel in private, or in one public thread.',
})
export class Conversation extends ConversationSchema.class {
  @Field(() => ID, { description: 'Ours.' })
  declare id: string;

  @Field(() => ConversationStatus, { description: 'Whose turn it is.' })
  declare status: ConversationStatus;

  @Field(() => Int, { description: 'Counts inbound messages; a draft is valid for one revision only.' })
  declare revision: number;

  @Field(() => DateTime, { description: 'When the latest message was sent, in either direction: the order of the list.' })
  declare lastMessageAt: Date;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'When the platform stops accepting a reply (Messenger: 24 h after the last inbound message); null where it never does.',
  })
  declare replyWindowClosesAt: Date | null;

  @Field(() => [String], { description: 'What the team sorts it by, in the order of the alphabet.' })
  declare labels: Opt<string[]>;
}
ConversationSchema.setClass(Conversation);

/** Where the personal column of a conversation stands; its subject is its contact. */
export const replyToAt = (conversationId: string) =>
  ({ table: 'conversation', column: 'reply_to', rowId: conversationId }) as const;
