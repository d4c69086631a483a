import { errorUpperBound } from '../confidence/error-bound.ts';
import { findThreshold } from '../confidence/find-threshold.ts';
import type { Gate } from '../confidence/gate.ts';
import { judgeDraft } from '../confidence/judge-draft.ts';
import type { Intent } from '../run/run-enums.ts';
import type { Settings } from '../settings/ai-settings.entity.ts';
import type { Verdict } from './judge-redraft.ts';
import { type Proposal, settingsUnder } from './proposal.ts';
import type { Pair, Redraft } from './redraft.ts';

const ALPHA = 0.05;
/** More of what goes out than this without a verdict, and the rest says too little of it. */
const MOST_UNKNOWN = 0.5;

/** A draft as the gate sees it; without a score there is none. */
export type JudgedText = Pick<Redraft, 'intent' | 'score' | 'read' | 'heldBack' | 'recipe' | 'verdict'>;

/** A decision, and what the message would get now. */
export interface ReplayedDecision {
  readonly runId: string;
  readonly countsForBound: boolean;
  readonly before: JudgedText;
  readonly now: JudgedText;
  readonly costUsd: Pair;
  readonly latencyMs: Pair;
}

/** What would have gone out unseen, by whether it was right. */
export interface Outcome {
  readonly sent: number;
  readonly right: number;
  readonly wrong: number;
  readonly unknown: number;
}

/** What it takes to make a reply. Null where none was made. */
export interface Making {
  readonly costUsd: number | null;
  readonly latencyP50Ms: number | null;
  readonly latencyP95Ms: number | null;
}

export interface Flip {
  readonly runId: string;
  readonly intent: Intent | null;
  readonly sentThen: boolean;
  readonly sentNow: boolean;
  /** Null without a draft. */
  readonly verdictThen: Verdict | null;
  readonly verdictNow: Verdict | null;
  readonly confidenceThen: number | null;
  readonly confidenceNow: number | null;
}

export interface Replay {
  readonly decisions: number;
  /** That the proposal asks for, of the recipe of the latest decision; null: nothing would go out unseen. */
  readonly threshold: number | null;
  readonly inForce: Outcome;
  readonly proposed: Outcome;
  /** With a certainty of 95 % the share of errors in what goes out is not above it, as far as the known ones tell. */
  readonly errorUpper: number;
  readonly making: { readonly inForce: Making; readonly proposed: Making };
  /** What goes out wrong stands first. */
  readonly flips: readonly Flip[];
}

/**
 * What a proposal would have done to decided messages, beside what is in force. Confidence is what today's calibrators make of the drafts'
 * scores; a recipe that has no gate yet is judged by that of the draft that was decided, else it could send nothing. What is never automatic
 * stays so, and a new target's threshold is looked for once, with all of alpha: the gate, which looks again and again, may take longer.
 */
export function replayDecisions(
  decided: readonly ReplayedDecision[],
  gates: Readonly<Record<string, Gate>>,
  settings: Settings,
  proposal: Proposal,
): Replay {
  const proposed = settingsUnder(settings, proposal);
  const isOtherTarget = proposed.targetError !== null && proposed.targetError !== settings.targetError;
  const gatesThen = isOtherTarget ? retargeted(decided, gates, settings, proposed.targetError) : gates;
  const inUse = decided.find(({ before }) => before.recipe !== null)?.before.recipe ?? null;
  const judge = (text: JudgedText, under: Settings, by: Readonly<Record<string, Gate>>, recipes: readonly (string | null)[]) => {
    const gate = recipes.map((recipe) => (recipe === null ? undefined : by[recipe])).find((found) => found !== undefined) ?? null;
    const { intent, score, read, heldBack } = text;
    const judged = judgeDraft({ settings: under, gate, intent, score, read, heldBack, audited: false, windowOpen: true });
    return { sent: judged.isSure && heldBack.length === 0 && under.autoReply, confidence: judged.record.confidence };
  };
  const rows = decided.map(({ runId, before, now }) => {
    const was = judge(before, settings, gates, [before.recipe]);
    const is = judge(now, proposed, gatesThen, [now.recipe, before.recipe, inUse]);
    return {
      runId,
      intent: now.intent,
      sentThen: was.sent,
      sentNow: is.sent,
      verdictThen: before.verdict,
      verdictNow: now.verdict,
      confidenceThen: was.confidence,
      confidenceNow: is.confidence,
    };
  });
  const outcome = outcomeOf(rows.flatMap(({ sentNow, verdictNow }) => (sentNow ? [verdictNow] : [])));
  return {
    decisions: decided.length,
    threshold:
      proposed.targetError === null
        ? proposed.confidenceThreshold
        : ((inUse === null ? undefined : gatesThen[inUse]?.threshold) ?? null),
    inForce: outcomeOf(rows.flatMap(({ sentThen, verdictThen }) => (sentThen ? [verdictThen] : []))),
    proposed: outcome,
    errorUpper: errorUpperBound(outcome.wrong, outcome.wrong + outcome.right, ALPHA),
    making: {
      inForce: makingOf(decided, 'before'),
      proposed: makingOf(decided, 'now'),
    },
    flips: rows
      .filter((row) => row.sentThen !== row.sentNow || row.verdictThen !== row.verdictNow)
      .toSorted((a, b) => weightOf(b) - weightOf(a)),
  };
}

/** Nothing goes out, or what does is shown to be within the error; a threshold that no decision speaks for is not shown to hold. */
export const passes = (
  { threshold, proposed, errorUpper }: Pick<Replay, 'threshold' | 'proposed' | 'errorUpper'>,
  maxErrorRate: number,
): boolean =>
  (threshold === null && proposed.sent === 0) || (errorUpper <= maxErrorRate && proposed.unknown <= MOST_UNKNOWN * proposed.sent);

function outcomeOf(verdicts: readonly (Verdict | null)[]): Outcome {
  const count = (verdict: Verdict): number => verdicts.filter((each) => (each ?? 'UNKNOWN') === verdict).length;
  return { sent: verdicts.length, right: count('RIGHT'), wrong: count('WRONG'), unknown: count('UNKNOWN') };
}

const weightOf = ({ sentThen, sentNow, verdictNow }: Flip): number =>
  (sentNow ? 4 + (verdictNow === 'WRONG' ? 4 : verdictNow === 'UNKNOWN' ? 1 : 0) : 0) + (sentThen !== sentNow ? 2 : 0);

/** The gates as the target would find them in these decisions. */
function retargeted(
  decided: readonly ReplayedDecision[],
  gates: Readonly<Record<string, Gate>>,
  settings: Settings,
  target: number,
): Record<string, Gate> {
  const found = Object.entries(gates).map(([recipe, gate]): [string, Gate] => {
    const drafts = decided
      .filter(({ before, countsForBound }) => before.recipe === recipe && countsForBound && before.heldBack.length === 0)
      .map(({ before: { score, intent, read, heldBack, verdict } }) => {
        const { record } = judgeDraft({ settings, gate, intent, score, read, heldBack, audited: false, windowOpen: true });
        return { confidence: record.confidence ?? 0, isError: verdict === 'WRONG' };
      });
    const last = findThreshold(drafts, target, ALPHA);
    return [recipe, { ...gate, target, last, threshold: last.kind === 'found' ? last.threshold : null }];
  });
  return Object.fromEntries(found);
}

function makingOf(decided: readonly ReplayedDecision[], when: keyof Pair): Making {
  const costs = decided.flatMap(({ costUsd }) => costUsd[when] ?? []);
  const latencies = decided.flatMap(({ latencyMs }) => latencyMs[when] ?? []).sort((a, b) => a - b);
  const at = (share: number): number | null => latencies[Math.ceil(latencies.length * share) - 1] ?? null;
  return {
    costUsd: costs.length === 0 ? null : costs.reduce((sum, cost) => sum + cost, 0) / costs.length,
    latencyP50Ms: at(0.5),
    latencyP95Ms: at(0.95),
  };
}
