import { findThreshold, thresholdPoint } from '../confidence/find-threshold.ts';
import type { Gate } from '../confidence/gate.ts';
import type { HeldBack } from '../confidence/held-back.ts';
import { judgeDraft } from '../confidence/judge-draft.ts';
import type { Intent } from '../run/run-enums.ts';
import type { Settings } from '../settings/ai-settings.entity.ts';

const ALPHA = 0.05;

/** A draft that a person decided about. */
export interface ReplayedDecision {
  readonly runId: string;
  readonly recipe: string;
  readonly intent: Intent | null;
  /** The head's, before calibration. */
  readonly score: number;
  readonly heldBack: readonly HeldBack[];
  readonly countsForBound: boolean;
  /** A person sent it as it stood; otherwise sending it unseen is an error. */
  readonly unchanged: boolean;
  readonly costUsd: number;
  readonly latencyMs: number | null;
}

/** One of the two. */
export interface Proposal {
  readonly threshold: number | null;
  readonly targetError: number | null;
}

/** What would have gone out unseen. */
export interface Outcome {
  readonly sent: number;
  /** Of those a person changed or rejected. */
  readonly errors: number;
}

export interface Flip {
  readonly runId: string;
  readonly intent: Intent | null;
  readonly confidence: number;
  /** Goes out unseen under the proposal; otherwise it went out under what is in force, and would not any more. */
  readonly sentThen: boolean;
  readonly unchanged: boolean;
}

export interface Replay {
  readonly decisions: number;
  /** Of the recipe of the latest decision; null: nothing would go out unseen. */
  readonly threshold: number | null;
  readonly now: Outcome;
  readonly proposed: Outcome;
  /** The proposal's error is not above it with a certainty of 95 %, as far as these decisions tell. */
  readonly errorUpper: number;
  readonly flips: readonly Flip[];
  readonly costUsd: number;
  readonly latencyP95Ms: number | null;
}

/**
 * What a proposed threshold or target error would have done to decided drafts, beside what is in force. Confidence is what today's
 * calibrators make of the drafts' scores. What is never automatic stays so, an intent's own threshold holds as it does for a message, and a
 * target's threshold is looked for once, with all of alpha: the gate, which looks again and again, may take longer to get there.
 */
export function replayDecisions(
  decided: readonly ReplayedDecision[],
  gates: Readonly<Record<string, Gate>>,
  settings: Settings,
  proposal: Proposal,
): Replay {
  const judge = (decision: ReplayedDecision, under: Settings, gate: Gate | null) => {
    const { intent, score, heldBack } = decision;
    const judged = judgeDraft({ settings: under, gate, intent, score, heldBack, audited: false, windowOpen: true });
    const sent = judged.isSure && heldBack.length === 0 && under.autoReply;
    return { sent, confidence: judged.record.confidence ?? 0, threshold: judged.record.threshold };
  };
  const changed: Settings = {
    ...settings,
    autoReply: true,
    targetError: proposal.targetError,
    confidenceThreshold: proposal.threshold ?? settings.confidenceThreshold,
  };
  const gatesThen = proposal.targetError === null ? gates : retargeted(decided, gates, settings, proposal.targetError);
  const rows = decided.map((decision) => ({
    decision,
    now: judge(decision, settings, gates[decision.recipe] ?? null),
    proposed: judge(decision, changed, gatesThen[decision.recipe] ?? null),
  }));

  const outcome = (which: 'now' | 'proposed'): Outcome => {
    const sent = rows.filter((row) => row[which].sent);
    return { sent: sent.length, errors: sent.filter(({ decision }) => !decision.unchanged).length };
  };
  const proposed = outcome('proposed');
  const drafts = rows
    .filter(({ proposed: judged }) => judged.sent)
    .map(({ decision }) => ({ confidence: 1, isError: !decision.unchanged }));
  const latest = decided[0];
  return {
    decisions: decided.length,
    threshold:
      proposal.targetError === null ? changed.confidenceThreshold : ((latest && gatesThen[latest.recipe]?.threshold) ?? null),
    now: outcome('now'),
    proposed,
    errorUpper: thresholdPoint(drafts, 0, ALPHA).errorUpper,
    flips: rows
      .filter(({ now, proposed: judged }) => now.sent !== judged.sent)
      .map(({ decision: { runId, intent, unchanged }, proposed: judged }) => ({
        ...{ runId, intent, unchanged },
        confidence: judged.confidence,
        sentThen: judged.sent,
      })),
    costUsd: decided.reduce((sum, { costUsd }) => sum + costUsd, 0),
    latencyP95Ms: percentile95(decided.flatMap(({ latencyMs }) => (latencyMs === null ? [] : [latencyMs]))),
  };
}

/** The gates as the target would find them in these decisions. */
function retargeted(
  decided: readonly ReplayedDecision[],
  gates: Readonly<Record<string, Gate>>,
  settings: Settings,
  target: number,
): Record<string, Gate> {
  const found = Object.entries(gates).map(([recipe, gate]): [string, Gate] => {
    const drafts = decided
      .filter((each) => each.recipe === recipe && each.countsForBound && each.heldBack.length === 0)
      .map(({ score, intent, heldBack, unchanged }) => {
        const { record } = judgeDraft({ settings, gate, intent, score, heldBack, audited: false, windowOpen: true });
        return { confidence: record.confidence ?? 0, isError: !unchanged };
      });
    const last = findThreshold(drafts, target, ALPHA);
    return [recipe, { ...gate, target, last, threshold: last.kind === 'found' ? last.threshold : null }];
  });
  return Object.fromEntries(found);
}

function percentile95(values: readonly number[]): number | null {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? null;
}
