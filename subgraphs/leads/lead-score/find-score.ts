import { batched } from '#kernel/graph/batched.ts';
import { rowsBy } from '#kernel/graph/rows-by.ts';
import { LeadScore } from './lead-score.entity.ts';

export const scoresById = rowsBy(LeadScore, 'id');

/** Null where there is none of this id. */
export const findScore = batched(scoresById);
