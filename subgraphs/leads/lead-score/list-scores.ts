import type { ConnectionArgs, ConnectionOf } from '#kernel/graph/connection.ts';
import { newest } from '#kernel/graph/keyset.ts';
import { pagesBy } from '#kernel/graph/pages-by.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { LeadScore } from './lead-score.entity.ts';

const pages = pagesBy(LeadScore, newest);

/** A lead's scores, the newest first: their ids rise with the time at which they were recorded. */
export const listScores = (ctx: Ctx, leadId: string, args: ConnectionArgs): Promise<ConnectionOf<LeadScore>> =>
  pages(ctx, { leadId }, args);
