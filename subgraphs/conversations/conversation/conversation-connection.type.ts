import { connectionOf } from '#kernel/graph/connection.ts';
import { Conversation } from './conversation.entity.ts';

export const { Connection: ConversationConnection } = connectionOf('Conversation', () => Conversation);
