import { connectionOf } from '#kernel/graph/connection.ts';
import { LeadScore } from './lead-score.entity.ts';

export const { Connection: LeadScoreConnection } = connectionOf('LeadScore', () => LeadScore);
