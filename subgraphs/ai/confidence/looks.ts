/** The chance that the promise is broken, over all looks together. */
const ALPHA = 0.05;
/** Of it, what the head that is tried beside the one in force may use. */
const CHALLENGER_SHARE = 0.2;

const FIRST = 60;
const GROWTH = 2;

/** The sample size of a look, rising without end: decided before anything was seen, so that nobody looks until it suits. */
export const sizeOfLook = (look: number): number => Math.round(FIRST * GROWTH ** look);

/** How many looks a number of counted decisions has been enough for. */
export function looksOf(decisions: number): number {
  let looks = 0;
  while (sizeOfLook(looks) <= decisions) looks += 1;
  return looks;
}

/** A look's share of alpha; over all looks that will ever be taken, and both heads, they add up to it (1/2 + 1/6 + 1/12 + ... = 1). */
export const alphaOfLook = (look: number, whose: 'inForce' | 'challenger' = 'inForce'): number =>
  (ALPHA * (whose === 'challenger' ? CHALLENGER_SHARE : 1 - CHALLENGER_SHARE)) / ((look + 1) * (look + 2));
