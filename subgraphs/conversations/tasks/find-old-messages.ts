import type { Task } from '#kernel/runtime/define-subgraph.ts';
import { indexOldMessages } from '../search/index-old-messages.ts';

/** A look at a tenant that has nothing left costs one statement. */
export const findOldMessages: Task = {
  name: 'conversations.index-old-messages',
  everyMs: 600_000,
  run: indexOldMessages,
};
