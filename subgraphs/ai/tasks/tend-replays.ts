import type { Task } from '#kernel/runtime/define-subgraph.ts';
import { tendReplays } from '../replay/tend-replays.ts';
import type { ReplayWorker } from '../replay/work-on-replay.ts';

export const tendReplaysTask = (tools: Omit<ReplayWorker, 'searches'>): Task => {
  const searches = new Map();
  return { name: 'ai.tend-replays', everyMs: 3_000, run: (ctx) => tendReplays(ctx, { ...tools, searches }) };
};
