import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';

/** The text that a replay made for a run's message; null without one, and once the contact was erased or the text's time is over. */
export async function readRedraft(ctx: Ctx, replayId: string, runId: string): Promise<string | null> {
  const [row] = await ctx.em.execute<{ id: string; draftText: Buffer | null }[]>(
    `select id, draft_text as "draftText" from "${schemaOf(ctx.tenant)}".decision_replay_item where run_id = ? and replay_id = ?`,
    [runId, replayId],
  );
  if (!row?.draftText) return null;
  return ctx.vault.open({ table: 'decision_replay_item', column: 'draft_text', rowId: row.id }, row.draftText);
}
