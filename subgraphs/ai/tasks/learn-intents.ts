import type { Task } from '#kernel/runtime/define-subgraph.ts';
import type { TenantClassifiers } from '../learning/tenant-classifiers.ts';

/** Learns before the next message comes. Other processes than the one that runs it learn behind their messages. */
export const learnIntentsTask = (classifiers: TenantClassifiers): Task => ({
  name: 'ai.learn-intents',
  everyMs: 3_000,
  run: (ctx) => (classifiers.hasRoomFor(ctx) ? classifiers.refresh(ctx) : Promise.resolve()),
});
