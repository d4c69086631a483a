import type { Task } from '#kernel/runtime/define-subgraph.ts';
import type { ReplayTools } from '../replay/start-decision-replay.ts';
import { tendReplays } from '../replay/tend-replays.ts';

export const tendReplaysTask = (tools: ReplayTools): Task => {
  const searches = new Map();
  return { name: 'ai.tend-replays', everyMs: 3_000, run: (ctx) => tendReplays(ctx, { ...tools, searches }) };
};
