import { batched } from '#kernel/graph/batched.ts';
import { type Reading, rowsBy } from '#kernel/graph/rows-by.ts';
import { Conversation } from './conversation.entity.ts';

/** Channel and contact are what most callers ask for. */
export const withEnds: Reading<Conversation> = { populate: ['channel', 'contact'] };

export const conversationsById = rowsBy(Conversation, 'id', withEnds);

/** Null where there is none of this id; an id that was never given out is one of those. */
export const findConversation = batched(conversationsById);
