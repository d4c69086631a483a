import type { Task } from '#kernel/runtime/define-subgraph.ts';
import { wakeSnoozed } from '../conversation/wake-snoozed.ts';
import { forgetViewers } from '../viewer/forget-viewers.ts';

/** What ends by the clock: snoozes and looks. */
export const keepInbox: Task = {
  name: 'conversations.keep-inbox',
  everyMs: 5_000,
  run: async (_ctx, transaction) => {
    await transaction(wakeSnoozed);
    await transaction(forgetViewers);
  },
};
