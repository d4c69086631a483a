import type { Ctx } from '#kernel/tenancy/context.ts';
import type { LeadScore } from './lead-score.entity.ts';

/** For each signal of a score, in their order, the words of the person that show it, or null. */
export type Evidence = readonly (string | null)[];

const at = (scoreId: string) => ({ table: 'lead_score', column: 'evidence', rowId: scoreId });

export const sealEvidence = (ctx: Ctx, contactId: string, scoreId: string, evidence: Evidence): Promise<Buffer> =>
  ctx.vault.seal(contactId, at(scoreId), JSON.stringify(evidence));

/** Empty where the person was erased. */
export const openEvidence = async (ctx: Ctx, score: LeadScore): Promise<Evidence> => {
  const text = await ctx.vault.open(at(score.id), score.evidence);
  return text === null ? [] : JSON.parse(text);
};
