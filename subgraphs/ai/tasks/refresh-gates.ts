import type { Task } from '#kernel/runtime/define-subgraph.ts';
import { isRefreshDue } from '../confidence/is-refresh-due.ts';
import { refreshGates } from '../confidence/refresh-gates.ts';

/** Not on a message's path: a threshold that follows a decision some seconds later is as good. */
export const refreshGatesTask: Task = {
  name: 'ai.refresh-gates',
  everyMs: 10_000,
  run: async (ctx, transaction) => {
    if (await isRefreshDue(ctx)) await transaction((tx) => refreshGates(tx));
  },
};
