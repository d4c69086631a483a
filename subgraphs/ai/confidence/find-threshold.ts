import { decisionsWithoutError, errorUpperBound } from './error-bound.ts';

/** A draft that counts for the bound: its calibrated confidence, and whether sending it unseen would have been an error. */
export type CountedDraft = { readonly confidence: number; readonly isError: boolean };

/** What a threshold would have done. */
export type ThresholdPoint = {
  readonly threshold: number;
  /** Share of the drafts at or above it. */
  readonly coverage: number;
  readonly decisions: number;
  readonly errors: number;
  /** The error rate is not above it with probability 1 - alpha. */
  readonly errorUpper: number;
};

export type FoundThreshold =
  | ({ readonly kind: 'found' } & ThresholdPoint)
  /** Nothing may be sent unseen. `moreDecisions`: without another error, this many more would do. */
  | { readonly kind: 'none'; readonly moreDecisions: number };

const STEP = 0.02;
/** A first candidate that one error ends would be found by luck alone: it has room for some. */
const ROOM = 2;

/** Thresholds from the highest down, in fixed steps: chosen before anything was seen. */
export const CANDIDATES: readonly number[] = Array.from({ length: Math.round(0.5 / STEP) }, (_, at) =>
  Number((1 - STEP * (at + 1)).toFixed(2)),
);

export function thresholdPoint(drafts: readonly CountedDraft[], threshold: number, alpha: number): ThresholdPoint {
  const above = drafts.filter(({ confidence }) => confidence >= threshold);
  const errors = above.filter(({ isError }) => isError).length;
  return {
    threshold,
    coverage: drafts.length === 0 ? 0 : above.length / drafts.length,
    decisions: above.length,
    errors,
    errorUpper: errorUpperBound(errors, above.length, alpha),
  };
}

/**
 * The lowest threshold whose error is shown to be at most `target`. Candidates are tested from high to low and the first that fails ends
 * the search: that order, and no outcome, decides what is tested, so testing many costs nothing of alpha (fixed-sequence testing). Taking the
 * lowest one that merely looks right broke the target in half of the resamplings (findings/ai.md). Candidates with too few drafts above them
 * to pass at all are passed over; how many there are says nothing of how they ended.
 */
export function findThreshold(drafts: readonly CountedDraft[], target: number, alpha: number): FoundThreshold {
  const enough = ROOM * decisionsWithoutError(target, alpha);
  let found: ThresholdPoint | null = null;
  let first: ThresholdPoint | null = null;
  for (const candidate of CANDIDATES) {
    const point = thresholdPoint(drafts, candidate, alpha);
    if (point.decisions < enough) continue;
    first ??= point;
    if (point.errorUpper > target) break;
    found = point;
  }
  if (found) return { kind: 'found', ...found };
  return { kind: 'none', moreDecisions: first ? moreWithoutError(first, target, alpha) : missing(drafts, enough) };
}

/** Error-free decisions above the point until its bound meets the target. */
function moreWithoutError({ errors, decisions }: ThresholdPoint, target: number, alpha: number): number {
  let more = 1;
  while (errorUpperBound(errors, decisions + more, alpha) > target) more *= 2;
  for (let step = more / 4; step >= 1; step /= 2) {
    if (errorUpperBound(errors, decisions + more - step, alpha) <= target) more -= step;
  }
  return Math.ceil(more);
}

/** Decisions in all until enough of them stand above the lowest candidate, if the rest come as those so far did. */
function missing(drafts: readonly CountedDraft[], enough: number): number {
  const lowest = CANDIDATES.at(-1) ?? 0;
  const above = drafts.filter(({ confidence }) => confidence >= lowest).length;
  const share = drafts.length === 0 ? 1 : Math.max(above / drafts.length, 0.05);
  return Math.ceil((enough - above) / share);
}
