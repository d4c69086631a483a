import type { Task } from '#kernel/runtime/define-subgraph.ts';
import type { CrmMeans } from '../crm-means.ts';
import { lookAtLinks } from '../standing/look-at-links.ts';

const EVERY_MS = 5 * 60_000;

/** Reads back what became of leads at the CRM. */
export const lookAtLinksTask = (means: CrmMeans): Task => ({
  name: 'crm.look-at-links',
  everyMs: EVERY_MS,
  run: (ctx, transaction) => lookAtLinks(ctx, means, transaction),
});
