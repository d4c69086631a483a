import { batched } from '#kernel/graph/batched.ts';

/** Await it before a list's sealed fields are opened: the keys of all its people come with one query. */
export const prefetchSubject = batched<string, true>(async (ctx, subjectIds) => {
  await ctx.vault.prefetch(subjectIds);
  return new Map(subjectIds.map((id) => [id, true]));
});
