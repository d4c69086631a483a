import { PublicError } from '#kernel/errors/public-error.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { ConfidenceGate } from '../confidence/confidence-gate.entity.ts';
import { changedShare, LARGE_CHANGE, readKnowledgeSnapshot } from '../confidence/knowledge-change.ts';
import { NO_REQUIREMENT, type Settings } from '../settings/ai-settings.entity.ts';
import { readSettings } from '../settings/read-settings.ts';
import { changeHash, type KnowledgeDraft, settingsHash } from './proposal.ts';
import { passes } from './replay-decisions.ts';
import type { ReplayReport } from './replay-row.ts';

/** What the decisions say of a proposal does not stay true for ever. */
const VALID_MS = 86_400_000;

/** Refuses settings that let other replies go out, unless a replay of just these has passed. What only holds more back needs none. */
export async function requireReplayOfSettings(ctx: Ctx, before: Settings, next: Settings): Promise<void> {
  if (!before.replayRequirement?.requireReplay || !letsOthersOut(before, next)) return;
  await requirePass(ctx, before, settingsHash(next), null, 'These settings');
}

/**
 * Refuses a change of a document where with it a large part of the knowledge is other than when the gates last took note of it (as for shadow
 * mode), unless a replay of it has passed under the settings in force.
 */
export async function requireReplayOfKnowledge(ctx: Ctx, draft: KnowledgeDraft, passages: number): Promise<void> {
  const settings = await readSettings(ctx);
  if (!settings.replayRequirement?.requireReplay) return;
  const now = await readKnowledgeSnapshot(ctx);
  const known = (await ctx.em.findOne(ConfidenceGate, { id: 1 }))?.knowledge ?? now;
  const { [draft.documentId ?? '']: _replaced, ...kept } = now;
  // no version is negative: it is other than what stood there
  const next = draft.content === null ? kept : { ...kept, [draft.documentId ?? 'new']: [-1, passages] as const };
  if (changedShare(known, next) <= LARGE_CHANGE) return;
  await requirePass(ctx, settings, settingsHash(settings), changeHash(draft), 'This change of a large part of the knowledge');
}

function letsOthersOut(before: Settings, next: Settings): boolean {
  if (!next.autoReply) return false;
  const lower = [...Object.keys(before.thresholds), ...Object.keys(next.thresholds)].some((name) => {
    const of = ({ thresholds, confidenceThreshold, targetError }: Settings): number =>
      new Map(Object.entries(thresholds)).get(name) ?? (targetError === null ? confidenceThreshold : 0);
    return of(next) < of(before);
  });
  return (
    !before.autoReply ||
    next.persona !== before.persona ||
    lower ||
    (next.targetError === null
      ? before.targetError !== null || next.confidenceThreshold < before.confidenceThreshold
      : before.targetError === null || next.targetError > before.targetError)
  );
}

async function requirePass(ctx: Ctx, settings: Settings, hash: string, change: string | null, what: string): Promise<void> {
  const { replayMaxErrorRate: maxErrorRate, replayDecisions: last } = settings.replayRequirement ?? NO_REQUIREMENT;
  const rows = await ctx.em.execute<{ report: ReplayReport }[]>(
    `select report from "${schemaOf(ctx.tenant)}".decision_replay
     where status = 'DONE' and settings_hash = ? and last >= ? and ended_at > ?::timestamptz and not is_foreground
       and case when ?::text is null then change_hashes = '{}' else ?::text = any (change_hashes) end`,
    [hash, last, new Date(ctx.clock.now().getTime() - VALID_MS), change, change],
  );
  if (rows.some(({ report }) => passes(report, maxErrorRate))) return;
  throw new PublicError(
    'CONFLICT',
    `${what} must pass a replay first: startDecisionReplay with exactly this proposal, at least ${last} decisions and maxErrorRate ${maxErrorRate}; once it passes, the change is taken for a day. Who may configure can switch requireReplay off.`,
    { reason: 'REPLAY_REQUIRED', decisions: last, maxErrorRate },
  );
}
