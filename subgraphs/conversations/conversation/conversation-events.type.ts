import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { FeedPayload } from '#kernel/graph/feed-subscription.ts';
import { Message } from '../message/message.entity.ts';
import { Conversation } from './conversation.entity.ts';

export enum ConversationChange {
  MESSAGE_SENT = 'MESSAGE_SENT',
  MESSAGE_CHANGED = 'MESSAGE_CHANGED',
  DELIVERY = 'DELIVERY',
  STATUS = 'STATUS',
  ASSIGNEE = 'ASSIGNEE',
  LABELS = 'LABELS',
  NOTE = 'NOTE',
  VIEWERS = 'VIEWERS',
}
registerEnumType(ConversationChange, {
  name: 'ConversationChange',
  description: 'What changed about a conversation.',
  valuesConfig: {
    MESSAGE_SENT: { description: 'A member wrote `message`; it waits to be posted.' },
    MESSAGE_CHANGED: { description: 'The person edited `message` or took it back.' },
    DELIVERY: { description: 'The delivery of `message` reached another status.' },
    STATUS: { description: 'The conversation has another status, or is put off until another time.' },
    ASSIGNEE: { description: 'Somebody else is to see to it, or nobody.' },
    LABELS: { description: 'It has other labels.' },
    NOTE: { description: 'A note was written, or notes went with the time that the channel keeps them.' },
    VIEWERS: { description: 'Somebody begins to look at it, or looks no longer.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A message came in.' })
export class MessageEvent extends FeedPayload {
  @Field(() => Message, { description: 'The message.' })
  message!: Message;
}

@ObjectType({ simpleResolvers: true, description: 'A conversation changed.' })
export class ConversationEvent extends FeedPayload {
  @Field(() => ConversationChange, { description: 'What changed.' })
  change!: ConversationChange;

  @Field(() => Conversation, { description: 'The conversation as it is now.' })
  conversation!: Conversation;

  @Field(() => Message, { nullable: true, description: 'The message that changed; null where none did.' })
  message!: Message | null;
}
