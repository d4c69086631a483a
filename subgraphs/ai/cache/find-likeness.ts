import { decisionsWithoutError, errorUpperBound } from '../confidence/error-bound.ts';

/** A like question's reply beside what a model, or a person, said to the new one. */
export interface Comparison {
  readonly similarity: number;
  readonly agreed: boolean;
}

export interface FoundLikeness {
  /** Null: no likeness is shown to be enough. */
  readonly threshold: number | null;
  /** The share of wrong ones is not above it with the look's probability; null without a threshold. */
  readonly errorUpper: number | null;
}

/** The share of wrong replies among those that a like question's reply answers. */
export const TARGET_ERROR = 0.01;

/** The chance that the promise is broken, over all looks together. */
const ALPHA = 0.05;
const alphaOfLook = (look: number): number => ALPHA / ((look + 1) * (look + 2));

/** The first look can succeed: 368 comparisons without one that is wrong. */
const FIRST_LOOK = 400;
export const sizeOfLook = (look: number): number => FIRST_LOOK * 2 ** look;

/** From the highest down, chosen before anything was seen. */
const CANDIDATES: readonly number[] = Array.from({ length: 24 }, (_, step) => Number((0.98 - 0.02 * step).toFixed(2)));

/**
 * The lowest likeness from which wrong replies are shown to be rare. Tested from high to low, and the first that fails ends the search: that
 * order, and no outcome, decides what is tested, so testing many costs nothing of alpha.
 */
export function findLikeness(comparisons: readonly Comparison[], look: number): FoundLikeness {
  const alpha = alphaOfLook(look);
  const enough = decisionsWithoutError(TARGET_ERROR, alpha);
  let found: FoundLikeness = { threshold: null, errorUpper: null };
  for (const threshold of CANDIDATES) {
    const above = comparisons.filter(({ similarity }) => similarity >= threshold);
    if (above.length < enough) continue;
    const errorUpper = errorUpperBound(above.filter(({ agreed }) => !agreed).length, above.length, alpha);
    if (errorUpper > TARGET_ERROR) break;
    found = { threshold, errorUpper };
  }
  return found;
}

const WATCHED = 100;
const TOO_MANY_WRONG = 3;

/** Whether what was found no longer holds: three wrong of the latest hundred at or above it. `latestFirst` is in that order. */
export const isBroken = (threshold: number, latestFirst: readonly Comparison[]): boolean =>
  latestFirst
    .filter(({ similarity }) => similarity >= threshold)
    .slice(0, WATCHED)
    .filter(({ agreed }) => !agreed).length >= TOO_MANY_WRONG;
