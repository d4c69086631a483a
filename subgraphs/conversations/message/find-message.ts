import { batched } from '#kernel/graph/batched.ts';
import { rowsBy } from '#kernel/graph/rows-by.ts';
import { Message } from './message.entity.ts';

export const messagesById = rowsBy(Message, 'id');

/** Null where there is none of this id. */
export const findMessage = batched(messagesById);
