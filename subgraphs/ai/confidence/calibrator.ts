import { type DecidedDraft, weightOf } from './decided-draft.ts';
import { fitIsotonic, type IsotonicSteps, readIsotonic } from './fit-isotonic.ts';
import { fitPlatt, type Observation, type PlattCurve, readPlatt } from './fit-platt.ts';

/**
 * What turns the head's score into the probability that a reviewer would send the draft unchanged. `none`: nothing was learned yet, and the
 * score stands as it is.
 */
export type Calibrator =
  | { readonly kind: 'none' }
  | ({ readonly kind: 'platt'; readonly decisions: number } & PlattCurve)
  | { readonly kind: 'isotonic'; readonly decisions: number; readonly steps: IsotonicSteps };

/** Below this a line through the decisions would be a line through chance. */
const PLATT_FROM = 100;
/** Steps need many decisions each (measured: findings/ai.md). */
const ISOTONIC_FROM = 1_000;
const CERTAIN = 0.001;

/**
 * Learns from all decisions, each weighted by the inverse of its chance of being seen. With enough of them steps are learned too, and what
 * says more of decisions that it was not fitted to is taken.
 */
export function fitCalibrator(decided: readonly DecidedDraft[]): Calibrator {
  const decisions = decided.length;
  const rows = decided.map((draft) => ({ score: draft.score, hit: draft.unchanged, weight: weightOf(draft) }));
  if (decisions < PLATT_FROM || new Set(rows.map(({ hit }) => hit)).size < 2) return { kind: 'none' };
  const curve = (of: readonly Observation[]): Calibrator => ({ kind: 'platt', decisions, ...fitPlatt(of) });
  const steps = (of: readonly Observation[]): Calibrator => ({ kind: 'isotonic', decisions, steps: fitIsotonic(of) });
  if (decisions < ISOTONIC_FROM) return curve(rows);
  return heldOutLoss(rows, steps) < heldOutLoss(rows, curve) ? steps(rows) : curve(rows);
}

/** Each half judged by what was learned from the other. Decisions come by time, so every other one is as old as the rest. */
function heldOutLoss(rows: readonly Observation[], learn: (rows: readonly Observation[]) => Calibrator): number {
  const halves = [rows.filter((_, at) => at % 2 === 0), rows.filter((_, at) => at % 2 === 1)] as const;
  const lossOf = (calibrator: Calibrator, of: readonly Observation[]): number =>
    of.reduce((sum, { score, hit, weight }) => {
      const said = Math.min(1 - CERTAIN, Math.max(CERTAIN, calibrate(calibrator, score)));
      return sum - weight * Math.log(hit ? said : 1 - said);
    }, 0);
  return lossOf(learn(halves[0]), halves[1]) + lossOf(learn(halves[1]), halves[0]);
}

/** Between 0 and 1, and never less for a higher score. */
export function calibrate(calibrator: Calibrator, score: number): number {
  switch (calibrator.kind) {
    case 'none':
      return score;
    case 'platt':
      return readPlatt(calibrator, score);
    case 'isotonic':
      return readIsotonic(calibrator.steps, score);
  }
}
