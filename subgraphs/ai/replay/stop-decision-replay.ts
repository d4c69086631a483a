import type { Ctx } from '#kernel/tenancy/context.ts';
import { failReplay } from './finish-replay.ts';
import { findReplayOrFail, type ReplayRow } from './replay-row.ts';

export async function stopDecisionReplay(ctx: Ctx, id: string): Promise<ReplayRow> {
  await findReplayOrFail(ctx, id);
  await failReplay(ctx, id, 'It was stopped by a member.');
  return findReplayOrFail(ctx, id);
}
