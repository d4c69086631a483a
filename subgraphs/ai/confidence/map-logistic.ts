export interface LogisticRow {
  readonly x: readonly number[];
  readonly hit: boolean;
  readonly weight: number;
}

const ITERATIONS = 25;

/**
 * The most likely logistic regression where each coefficient is normal around its mean with its precision, by Newton's method with halved steps; a
 * part each iteration.
 */
export function* mapLogistic(
  rows: readonly LogisticRow[],
  mean: readonly number[],
  precision: readonly number[],
): Generator<void, number[]> {
  let at = [...mean];
  let value = objective(rows, at, mean, precision);
  for (let iteration = 0; iteration < ITERATIONS; iteration += 1) {
    const step = solve(...slopes(rows, at, mean, precision));
    let next = at;
    let nextValue = value;
    for (let share = 1; share > 1e-3; share /= 2) {
      next = at.map((each, index) => each - share * (step[index] ?? 0));
      nextValue = objective(rows, next, mean, precision);
      if (nextValue <= value) break;
    }
    const isDone = value - nextValue < 1e-7;
    if (nextValue <= value) [at, value] = [next, nextValue];
    if (isDone) break;
    yield;
  }
  return at;
}

/** Negative logarithm of how likely the row is. */
export const lossOf = (coefficients: readonly number[], { x, hit, weight }: LogisticRow): number => {
  const z = dot(coefficients, x);
  return weight * (Math.max(0, z) + Math.log1p(Math.exp(-Math.abs(z))) - Number(hit) * z);
};

const dot = (a: readonly number[], b: readonly number[]): number => {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
};

function objective(
  rows: readonly LogisticRow[],
  at: readonly number[],
  mean: readonly number[],
  precision: readonly number[],
): number {
  const prior = at.reduce((sum, each, index) => sum + 0.5 * (precision[index] ?? 0) * (each - (mean[index] ?? 0)) ** 2, 0);
  return rows.reduce((sum, row) => sum + lossOf(at, row), prior);
}

/** Curvature (lower half) and gradient, row by row in one array. */
function slopes(
  rows: readonly LogisticRow[],
  at: readonly number[],
  mean: readonly number[],
  precision: readonly number[],
): [curvature: Float64Array, gradient: Float64Array] {
  const size = at.length;
  const curvature = new Float64Array(size * size);
  const gradient = new Float64Array(size);
  for (let i = 0; i < size; i += 1) {
    curvature[i * size + i] = precision[i] ?? 0;
    gradient[i] = (precision[i] ?? 0) * ((at[i] ?? 0) - (mean[i] ?? 0));
  }
  for (const { x, hit, weight } of rows) {
    const p = 1 / (1 + Math.exp(-dot(at, x)));
    const error = weight * (p - Number(hit));
    const bend = weight * p * (1 - p);
    for (let i = 0; i < size; i += 1) {
      const value = x[i] ?? 0;
      if (value === 0) continue;
      gradient[i] = (gradient[i] ?? 0) + error * value;
      for (let j = 0; j <= i; j += 1) curvature[i * size + j] = (curvature[i * size + j] ?? 0) + bend * value * (x[j] ?? 0);
    }
  }
  return [curvature, gradient];
}

/** By Cholesky's decomposition: with a positive precision on each coefficient the curvature is positive definite. */
function solve(curvature: Float64Array, gradient: Float64Array): number[] {
  const size = gradient.length;
  const low = new Float64Array(size * size);
  const of = (i: number, j: number): number => low[i * size + j] ?? 0;
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = curvature[i * size + j] ?? 0;
      for (let k = 0; k < j; k += 1) sum -= of(i, k) * of(j, k);
      low[i * size + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / of(j, j);
    }
  }
  const forward: number[] = [];
  for (let i = 0; i < size; i += 1) {
    let sum = gradient[i] ?? 0;
    for (let k = 0; k < i; k += 1) sum -= of(i, k) * (forward[k] ?? 0);
    forward.push(sum / of(i, i));
  }
  const solved = new Array<number>(size).fill(0);
  for (let i = size - 1; i >= 0; i -= 1) {
    let sum = forward[i] ?? 0;
    for (let k = i + 1; k < size; k += 1) sum -= of(k, i) * (solved[k] ?? 0);
    solved[i] = sum / of(i, i);
  }
  return solved;
}
