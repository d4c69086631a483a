import { type Settings, thresholdFor } from '../settings/ai-settings.entity.ts';
import { calibrate } from './calibrator.ts';
import type { Gate } from './gate.ts';
import type { HeldBack } from './held-back.ts';
import { type HeadInput, scoreUnder } from './tenant-head.ts';

export interface DraftToJudge {
  readonly settings: Settings;
  /** Of the recipe that wrote it; null where none of its drafts was decided yet. */
  readonly gate: Gate | null;
  readonly intent: Parameters<typeof thresholdFor>[1];
  /** The shipped head's; null without a draft. */
  readonly score: number | null;
  /** What a tenant's own head reads beside it; without it the shipped head's score stands. */
  readonly read?: Pick<HeadInput, 'features' | 'channel' | 'provider'> | null;
  readonly heldBack: readonly HeldBack[];
  readonly audited: boolean;
  /** The platform takes a reply of the machine. */
  readonly windowOpen: boolean;
}

export interface JudgedDraft {
  /** It reaches the threshold. */
  readonly isSure: boolean;
  /** What is kept with the run, to learn from the decision. */
  readonly record: {
    readonly score: number | null;
    /** Probability that a reviewer would send it unchanged; null without a draft. */
    readonly confidence: number | null;
    /** Null: nothing goes out unseen. */
    readonly threshold: number | null;
    /** How likely it was that a person would be asked; null without a draft. */
    readonly reviewChance: number | null;
    readonly countsForBound: boolean;
    readonly calibratorVersion: number | null;
    /** Null: the head that is shipped. */
    readonly headVersion: number | null;
  };
}

/** Reads the gate, and notes with which chance a person sees the draft: without that nothing could be learned from the decision. */
export function judgeDraft(draft: DraftToJudge): JudgedDraft {
  const { settings, gate, score, audited } = draft;
  const read = draft.read ?? { features: null, channel: null, provider: null };
  const own = score === null ? null : scoreUnder(gate?.head, { ...read, score, intent: draft.intent });
  const confidence = own === null ? null : gate === null ? own : calibrate(gate.calibrator, own);
  const threshold = thresholdInForce(draft);
  const isSure = confidence !== null && threshold !== null && confidence >= threshold;
  const mayGoOut = settings.autoReply && draft.windowOpen && draft.heldBack.length === 0;
  const nothingGoesOut = !settings.autoReply || threshold === null;
  return {
    isSure,
    record: {
      score,
      confidence,
      threshold,
      reviewChance: confidence === null ? null : isSure && mayGoOut ? settings.auditShare : 1,
      countsForBound: confidence !== null && draft.heldBack.length === 0 && (audited || nothingGoesOut),
      calibratorVersion: gate === null || gate.calibrator.kind === 'none' ? null : gate.version,
      headVersion: (read.features && gate?.head?.version) ?? null,
    },
  };
}

/** With a target error an intent's own threshold may only ask for more: the promise was tested without it. */
function thresholdInForce({ settings, gate, intent }: DraftToJudge): number | null {
  if (settings.targetError === null) return thresholdFor(settings, intent);
  // derived for another target, a moment ago: it promises nothing about this one
  if (gate === null || gate.threshold === null || gate.target !== settings.targetError) return null;
  return Math.max(gate.threshold, (intent === null ? undefined : settings.thresholds[intent]) ?? 0);
}
