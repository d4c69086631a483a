import { type DecidedDraft, weightOf } from './decided-draft.ts';
import { fitIsotonic, type IsotonicSteps, readIsotonic } from './fit-isotonic.ts';
import { fitPlatt, type PlattLine, readPlatt } from './fit-platt.ts';

/**
 * What turns the head's score into the probability that a reviewer would send the draft unchanged. `none`: nothing was learned yet, and the
 * score stands as it is.
 */
export type Calibrator =
  | { readonly kind: 'none' }
  | ({ readonly kind: 'platt'; readonly decisions: number } & PlattLine)
  | { readonly kind: 'isotonic'; readonly decisions: number; readonly steps: IsotonicSteps };

/** Below this a line through the decisions would be a line through chance. */
const PLATT_FROM = 100;
/** Steps need many decisions each (measured: findings/ai.md). */
const ISOTONIC_FROM = 1_000;

/** Learns from all decisions, each weighted by the inverse of its chance of being seen. */
export function fitCalibrator(decided: readonly DecidedDraft[]): Calibrator {
  const decisions = decided.length;
  const rows = decided.map((draft) => ({ score: draft.score, hit: draft.unchanged, weight: weightOf(draft) }));
  if (decisions < PLATT_FROM || new Set(rows.map(({ hit }) => hit)).size < 2) return { kind: 'none' };
  if (decisions < ISOTONIC_FROM) return { kind: 'platt', decisions, ...fitPlatt(rows) };
  return { kind: 'isotonic', decisions, steps: fitIsotonic(rows) };
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
