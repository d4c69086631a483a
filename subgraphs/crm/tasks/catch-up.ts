import type { Task } from '#kernel/runtime/define-subgraph.ts';
import type { CrmMeans } from '../crm-means.ts';
import { catchUp } from '../link/catch-up.ts';

const EVERY_MS = 30_000;

/** Writes what waited for a CRM that can be written to again. */
export const catchUpTask = (means: CrmMeans): Task => ({
  name: 'crm.catch-up',
  everyMs: EVERY_MS,
  run: (ctx, transaction) => catchUp(ctx, means, transaction),
});
