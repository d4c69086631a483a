import { defineEntity, type Opt, p } from '@mikro-orm/core';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Key, RequiresScopes } from '#kernel/graph/directives.ts';
import { DateTime } from '#kernel/graph/scalars.ts';
import { Conversation } from '../conversation/conversation.entity.ts';

export enum MessageDirection {
  INBOUND = 'INBOUND',
  OUTBOUND = 'OUTBOUND',
}
registerEnumType(MessageDirection, {
  name: 'MessageDirection',
  description: 'Which way a message went.',
  valuesConfig: { INBOUND: { description: 'From the person to us.' }, OUTBOUND: { description: 'From us to the person.' } },
});

export enum MessageAuthorKind {
  CONTACT = 'CONTACT',
  AI = 'AI',
  MEMBER = 'MEMBER',
}
registerEnumType(MessageAuthorKind, {
  name: 'MessageAuthorKind',
  description: 'Who wrote a message.',
  valuesConfig: {
    CONTACT: { description: 'The person.' },
    AI: { description: 'The agents drafted it; `author` is the member who approved it, null where nobody had to.' },
    MEMBER: { description: 'A member of the team, by hand.' },
  },
});

const MessageSchema = defineEntity({
  name: 'Message',
  tableName: 'message',
  schema: '*',
  properties: {
    id: p.uuid().primary(),
    conversation: () => p.manyToOne(Conversation).ref(),
    channelId: p.uuid(),
    contactId: p.uuid(),
    direction: p.enum(() => MessageDirection),
    authorKind: p.enum(() => MessageAuthorKind),
    authorId: p.text().nullable(),
    text: p.blob(),
    attachments: p.blob().nullable(),
    attachmentKinds: p.array().$type<string[]>(),
    platformMessageId: p.text().nullable(),
    idempotencyKey: p.text().nullable(),
    /** Inbound: the conversation's, when it came in or was edited. */
    revision: p.integer().nullable(),
    /** When the person took it back; nothing of it is kept. */
    retractedAt: p.datetime().nullable(),
    sentAt: p.datetime(),
    expiredAt: p.datetime().nullable(),
  },
});

@Key('id')
@RequiresScopes([['conversations:read']])
@ObjectType({ description: 'One message of a conversation.' })
export class Message extends MessageSchema.class {
  @Field(() => ID, { description: 'Ours.' })
  declare id: string;

  @Field(() => MessageDirection, { description: 'Which way it went.' })
  declare direction: MessageDirection;

  @Field(() => MessageAuthorKind, { description: 'Who wrote it.' })
  declare authorKind: MessageAuthorKind;

  @Field(() => DateTime, { description: "Inbound: the platform's time of it. Outbound: when we accepted it for sending." })
  declare sentAt: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the person took it back; nothing of it is kept.',
  })
  declare retractedAt: Opt<Date> | null;

  @Field(() => DateTime, {
    nullable: true,
    description: "When its text and attachments were emptied: the channel's `retentionHours` were over.",
  })
  declare expiredAt: Opt<Date> | null;
}
MessageSchema.setClass(Message);

/** Where the personal columns of a message stand; their subject is its contact. */
export const textAt = (messageId: string) => ({ table: 'message', column: 'text', rowId: messageId }) as const;
export const answerToAt = (messageId: string) => ({ table: 'message', column: 'reply_to', rowId: messageId }) as const;
export const attachmentsAt = (messageId: string) => ({ table: 'message', column: 'attachments', rowId: messageId }) as const;
