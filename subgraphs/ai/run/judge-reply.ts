import type { Gates } from '../confidence/confidence-gate.entity.ts';
import { type HeldBack, whatKeepsBack } from '../confidence/held-back.ts';
import { type JudgedDraft, judgeDraft } from '../confidence/judge-draft.ts';
import { recipeOf, writerOf } from '../confidence/recipe-of.ts';
import type { Settings } from '../settings/ai-settings.entity.ts';
import type { Analysis } from './analysis.ts';
import { decideOutcome, type Outcome, type OutcomeQuestion } from './decide-outcome.ts';
import type { DraftedReply } from './draft-reply.ts';

/** What stands around a draft when it is judged. */
export interface ReplyToJudge
  extends Pick<OutcomeQuestion, 'audited' | 'windowOpen' | 'personWindowOpen' | 'providerDown' | 'budgetSpent'> {
  readonly settings: Settings;
  /** By recipe. */
  readonly gates: Gates;
  /** The model that questions are found by. */
  readonly embedding: string;
  /** Where it was written; null where it was written nowhere. */
  readonly channel: string | null;
  readonly analysis: Pick<Analysis, 'intent' | 'language'>;
  readonly draft: DraftedReply | null;
}

export interface JudgedReply {
  readonly record: JudgedDraft['record'];
  readonly heldBack: readonly HeldBack[];
  /** What wrote the draft; null without one. */
  readonly recipe: string | null;
  decide(superseded: boolean): Outcome;
}

/** Whether a reply goes out by itself, and why not: for a message that came, and for one that is only tried. Nothing is read or kept. */
export function judgeReply(reply: ReplyToJudge): JudgedReply {
  const { settings, gates, analysis, draft, audited, windowOpen } = reply;
  const { intent } = analysis;
  const heldBack = whatKeepsBack(analysis, draft, settings.locale?.languages);
  const recipe = draft?.text == null ? null : recipeOf(writerOf(draft.steps), settings.persona, reply.embedding);
  const provider = draft?.steps.at(-1)?.record.provider ?? null;
  const { isSure, record } = judgeDraft({
    settings,
    gate: (recipe === null ? null : gates[recipe]) ?? null,
    intent: intent?.intent ?? null,
    score: draft?.confidence ?? null,
    read: draft && { features: draft.features, channel: reply.channel, provider },
    heldBack,
    audited,
    windowOpen,
  });
  const { personWindowOpen, providerDown, budgetSpent = false } = reply;
  const { autoReply } = settings;
  return {
    record,
    heldBack,
    recipe,
    decide: (superseded) =>
      decideOutcome({
        ...{ intent, heldBack, isSure, audited, autoReply, superseded },
        ...{ windowOpen, personWindowOpen, providerDown, budgetSpent },
      }),
  };
}
