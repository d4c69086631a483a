import type { Task } from '#kernel/runtime/define-subgraph.ts';
import { tendSpend } from '../spend/tend-spend.ts';

export const tendSpendTask: Task = { name: 'ai.tend-spend', everyMs: 15_000, run: tendSpend };
