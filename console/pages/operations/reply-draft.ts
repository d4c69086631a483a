import type { askedThreshold } from './asked-threshold.ts';
import type { DecisionReplayInput } from './decision-replay.generated.ts';
import type { AiSettingsInput, Intent } from './settings.generated.ts';
import type { AiSettings } from './use-settings.ts';

/** In per cent by intent, as typed; empty: the threshold for all holds. */
export type TypedThresholds = Readonly<Partial<Record<Intent, number | string>>>;

/** As it stands in the form: shares in per cent. */
export interface RepliesDraft {
  readonly autoReply: boolean;
  readonly way: 'threshold' | 'target';
  readonly threshold: number | string;
  readonly byIntent: TypedThresholds;
  readonly target: number | string;
  readonly audit: number | string;
  readonly replyTarget: number | string;
  readonly persona: string;
}

const USUAL_TARGET_PERCENT = 5;

const percent = (share: number): number => Math.round(share * 10_000) / 100;
const share = (typed: number | string): number => Number(typed) / 100;

export const savedReplies = (saved: AiSettings): RepliesDraft => ({
  autoReply: saved.autoReply,
  way: saved.targetError === null ? 'threshold' : 'target',
  threshold: percent(saved.confidenceThreshold),
  byIntent: Object.fromEntries(saved.thresholds.map(({ intent, threshold }) => [intent, percent(threshold)])),
  target: saved.targetError === null ? USUAL_TARGET_PERCENT : percent(saved.targetError),
  audit: percent(saved.auditShare),
  replyTarget: saved.replyTargetMinutes,
  persona: saved.persona,
});

/** What a link fills in. */
export function askedReplies(saved: AiSettings, asked: ReturnType<typeof askedThreshold>): Partial<RepliesDraft> {
  if (!asked) return {};
  const { threshold, intent } = asked;
  if (intent === null) return { way: 'threshold', threshold: percent(threshold) };
  return { byIntent: { ...savedReplies(saved).byIntent, [intent]: percent(threshold) } };
}

export const repliesInput = (draft: RepliesDraft): AiSettingsInput => ({
  autoReply: draft.autoReply,
  persona: draft.persona,
  auditShare: share(draft.audit),
  replyTargetMinutes: Number(draft.replyTarget),
  thresholds: listOf(draft.byIntent),
  ...(draft.way === 'target' ? { targetError: share(draft.target) } : { confidenceThreshold: share(draft.threshold) }),
});

export type Proposal = Pick<DecisionReplayInput, 'persona' | 'threshold' | 'targetError' | 'thresholds'>;

/** Of just these settings. Without another persona no draft has to be made again, and none is paid for. */
export const proposalOf = (draft: RepliesDraft, saved: AiSettings): Proposal => ({
  thresholds: listOf(draft.byIntent),
  ...(draft.persona !== saved.persona && { persona: draft.persona }),
  ...(draft.way === 'target' ? { targetError: share(draft.target) } : { threshold: share(draft.threshold) }),
});

const listOf = (typed: TypedThresholds): { intent: Intent; threshold: number }[] =>
  Object.entries(typed)
    .filter(([, value]) => value !== '')
    .map(([intent, value]) => ({ intent: intent as Intent, threshold: share(value) }));
