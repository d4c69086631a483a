/**
 * The exact upper bound of Clopper and Pearson (Biometrika 26, 1934): with probability 1 - alpha the true error rate is not above it, however
 * few the decisions are. 1 without decisions.
 */
export function errorUpperBound(errors: number, decisions: number, alpha: number): number {
  if (decisions === 0 || errors >= decisions) return 1;
  // the rate at which so few errors would have come about with probability alpha
  let low = errors / decisions;
  let high = 1;
  for (let halving = 0; halving < 45; halving += 1) {
    const rate = (low + high) / 2;
    if (atMost(errors, decisions, rate) > alpha) low = rate;
    else high = rate;
  }
  return high;
}

/** The same from below: with probability 1 - alpha the true error rate is not under it. */
export const errorLowerBound = (errors: number, decisions: number, alpha: number): number =>
  errors === 0 ? 0 : 1 - errorUpperBound(decisions - errors, decisions, alpha);

/** How many decisions without an error it takes until the bound is at `target` or below. */
export const decisionsWithoutError = (target: number, alpha: number): number => Math.ceil(Math.log(alpha) / Math.log(1 - target));

/** Probability of at most `errors` among `decisions`, each an error with probability `rate`. */
function atMost(errors: number, decisions: number, rate: number): number {
  if (rate <= 0) return 1;
  if (rate >= 1) return errors >= decisions ? 1 : 0;
  // in logarithms: the first term of thousands of decisions is below what a double holds
  const logOdds = Math.log(rate) - Math.log1p(-rate);
  let logTerm = decisions * Math.log1p(-rate);
  let largest = logTerm;
  let sum = 1;
  for (let k = 1; k <= errors; k += 1) {
    logTerm += Math.log((decisions - k + 1) / k) + logOdds;
    if (logTerm > largest) {
      sum = sum * Math.exp(largest - logTerm) + 1;
      largest = logTerm;
    } else sum += Math.exp(logTerm - largest);
  }
  return Math.min(1, Math.exp(largest) * sum);
}
