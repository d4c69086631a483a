import { batched } from '#kernel/graph/batched.ts';
import { readRows, rowsBy } from '#kernel/graph/rows-by.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { Run } from './run.entity.ts';

export const runsById = rowsBy(Run, 'id');

/** Null where there is none of this id; an id that was never given out is one of those. */
export const findRun = batched(runsById);

/** A message that was edited has a run for each text that it had; the last one counts. */
async function latestRuns(ctx: Ctx, messageIds: readonly string[]): Promise<Map<string, Run>> {
  const wanted = [...new Set(messageIds)].filter(isId);
  if (wanted.length === 0) return new Map();
  const runs = await readRows(ctx, Run, { messageId: { $in: wanted } }, {}, { orderBy: { revision: 'asc' } });
  return new Map(runs.map((run) => [run.messageId, run]));
}

/** Null for a message of ours. */
export const findRunOfMessage = batched(latestRuns);
