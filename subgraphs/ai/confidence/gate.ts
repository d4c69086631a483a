import { type Calibrator, calibrate, fitCalibrator } from './calibrator.ts';
import type { DecidedDraft } from './decided-draft.ts';
import { type FoundThreshold, findThreshold } from './find-threshold.ts';
import { alphaOfLook, looksOf, sizeOfLook } from './looks.ts';

/** Everything is reviewed since then, because decisions from before say little about today's drafts. */
export type Shadow = { readonly since: string; readonly why: 'RECIPE_CHANGED' | 'KNOWLEDGE_CHANGED' };

/** What decides whether a draft of one recipe goes out unseen, as it was last derived. */
export type Gate = {
  readonly calibrator: Calibrator;
  /** Rises with every derivation. */
  readonly version: number;
  /** What the threshold promises; null where the tenant sets the threshold itself. */
  readonly target: number | null;
  /** Null: nothing goes out unseen. On the calibrated scale. */
  readonly threshold: number | null;
  /** How many looks were taken at the decisions that count for the bound. */
  readonly looks: number;
  readonly last: FoundThreshold | null;
  /** Decisions that count for the bound. */
  readonly counted: number;
  /** Counted decisions until the next look. */
  readonly nextLookAfter: number;
  /** Counted decisions until a threshold could be found, if none of them is an error; 0 where there is one or none is asked for. */
  readonly moreDecisions: number;
  /** Only decisions on drafts made since then count for the bound; null: all of them. */
  readonly since: string | null;
  readonly shadow: Shadow | null;
};

export const CLOSED_GATE: Gate = {
  calibrator: { kind: 'none' },
  version: 0,
  target: null,
  threshold: null,
  looks: 0,
  last: null,
  counted: 0,
  nextLookAfter: sizeOfLook(0),
  moreDecisions: 0,
  since: null,
  shadow: null,
};

/** What a gate is derived from. */
export interface Evidence {
  /** All decisions; `calibrator` stands in where they are too few. */
  readonly decided: readonly DecidedDraft[];
  readonly calibrator?: Calibrator;
  /** Those that tell the error of what goes out unseen, since the gate's own beginning. */
  readonly counted: readonly DecidedDraft[];
}

/**
 * The calibrator learns from every decision; the threshold is derived again when the decisions that count reach the next look's size, with
 * that look's share of alpha. Between looks it stays: a threshold that follows every decision would sooner or later be wrong by luck.
 */
export function deriveGate(before: Gate, evidence: Evidence, target: number | null): Gate {
  const { decided, counted } = evidence;
  const own = fitCalibrator(decided);
  const calibrator = own.kind === 'none' ? (evidence.calibrator ?? own) : own;
  const looks = looksOf(counted.length);
  const common = { ...before, calibrator, version: before.version + 1, counted: counted.length };
  const nextLookAfter = sizeOfLook(looks) - counted.length;
  if (target === null)
    return { ...common, target, threshold: null, last: null, looks: 0, nextLookAfter, moreDecisions: 0, shadow: null };

  const drafts = counted.map(({ score, unchanged }) => ({ confidence: calibrate(calibrator, score), isError: !unchanged }));
  const isDue = looks > before.looks || (looks > 0 && target !== before.target);
  const last = isDue ? findThreshold(drafts, target, alphaOfLook(looks - 1)) : target === before.target ? before.last : null;
  const held = target === before.target ? before : CLOSED_GATE;
  // the order of drafts is the same on both scales: the threshold means the same drafts when the calibrator moves
  const threshold = isDue
    ? last?.kind === 'found'
      ? last.threshold
      : null
    : moved({ ...held, calibrator: before.calibrator }, calibrator);
  return {
    ...common,
    target,
    threshold,
    last,
    looks,
    nextLookAfter,
    moreDecisions: threshold === null ? Math.max(nextLookAfter, missing(drafts, target, looks)) : 0,
    shadow: threshold === null ? before.shadow : null,
  };
}

/** Said, and never acted upon: nothing of alpha is spent on it. */
function missing(drafts: Parameters<typeof findThreshold>[0], target: number, look: number): number {
  const next = findThreshold(drafts, target, alphaOfLook(look));
  return next.kind === 'none' ? next.moreDecisions : 0;
}

/** The same gate, closed until decisions on drafts made from now on show that the target holds. */
export const intoShadow = (gate: Gate, shadow: Shadow): Gate => ({
  ...gate,
  threshold: null,
  looks: 0,
  last: null,
  counted: 0,
  nextLookAfter: sizeOfLook(0),
  moreDecisions: gate.target === null ? 0 : Math.max(sizeOfLook(0), missing([], gate.target, 0)),
  since: shadow.since,
  shadow,
});

/** The threshold on the new calibrator's scale that lets no draft through which the old one held back. */
function moved({ calibrator: old, threshold }: Pick<Gate, 'calibrator' | 'threshold'>, calibrator: Calibrator): number | null {
  if (threshold === null) return null;
  const score = lowestScore(old, threshold);
  return score === null ? null : calibrate(calibrator, score);
}

/** The least score that the calibrator puts at the threshold or above; null where none is. */
function lowestScore(calibrator: Calibrator, threshold: number): number | null {
  if (calibrate(calibrator, 1) < threshold) return null;
  let [low, high] = [0, 1];
  for (let halving = 0; halving < 40; halving += 1) {
    const middle = (low + high) / 2;
    if (calibrate(calibrator, middle) >= threshold) high = middle;
    else low = middle;
  }
  return high;
}
