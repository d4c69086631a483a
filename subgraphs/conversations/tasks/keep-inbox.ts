import type { Task } from '#kernel/runtime/define-subgraph.ts';
import type { InboxDue } from '../due/inbox-due.ts';
import { keepInbox } from '../due/keep-inbox.ts';

/** The net below `inbox-loop.ts`: what was put off before times were noted, or whose note was lost. */
export const keepInboxTask = (inbox: InboxDue): Task => ({
  name: 'conversations.keep-inbox',
  everyMs: 600_000,
  run: (_ctx, transaction) => transaction((tx) => keepInbox(tx, inbox)),
});
