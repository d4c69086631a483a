import type { Task } from '#kernel/runtime/define-subgraph.ts';
import { tendCache } from '../cache/tend-cache.ts';

export const tendCacheTask: Task = { name: 'ai.tend-cache', everyMs: 15_000, run: (ctx) => tendCache(ctx) };
