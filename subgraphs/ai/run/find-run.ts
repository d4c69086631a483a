import { batched } from '#kernel/graph/batched.ts';
import { rowsBy } from '#kernel/graph/rows-by.ts';
import { Run } from './run.entity.ts';

export const runsById = rowsBy(Run, 'id');

/** Null where there is none of this id; an id that was never given out is one of those. */
export const findRun = batched(runsById);

/** Null for a message of ours. */
export const findRunOfMessage = batched(rowsBy(Run, 'messageId'));
