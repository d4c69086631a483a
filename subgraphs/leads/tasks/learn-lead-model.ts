import type { Task } from '#kernel/runtime/define-subgraph.ts';
import { learnFromOutcomes } from '../model/learn-from-outcomes.ts';

const EVERY_MS = 5 * 60_000;

export const learnLeadModelTask: Task = { name: 'leads.learn-model', everyMs: EVERY_MS, run: learnFromOutcomes };
