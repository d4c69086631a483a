/** `at` are the features that the row has, with `values` in their order; all others are 0. */
export interface Row {
  readonly at: readonly number[];
  readonly values: readonly number[];
  readonly hit: boolean;
  readonly weight: number;
}

export interface Ridge {
  /** How hard a weight is pulled to where it would be without rows; the intercept is not. */
  readonly strength: number;
  /** Where to: 0 unless said, for each feature. */
  readonly towards?: readonly number[];
}

const ITERATIONS = 30;
const CLOSE_ENOUGH = 1e-8;
/** Keeps the intercept finite where all rows say the same. */
const INTERCEPT_STRENGTH = 1e-3;

/** Logistic regression by Newton's method. Answers the weights, the intercept behind them; the same rows give the same weights. */
export function fitLogistic(rows: readonly Row[], features: number, { strength, towards = [] }: Ridge): Float64Array {
  const size = features + 1;
  const weights = new Float64Array(size);
  for (let feature = 0; feature < features; feature += 1) weights[feature] = towards[feature] ?? 0;
  for (let iteration = 0; iteration < ITERATIONS; iteration += 1) {
    const gradient = new Float64Array(size);
    const curvature = new Float64Array(size * size);
    for (let feature = 0; feature < size; feature += 1) {
      const pull = feature === features ? INTERCEPT_STRENGTH : strength;
      gradient[feature] = pull * ((weights[feature] as number) - (towards[feature] ?? 0));
      curvature[feature * size + feature] = pull;
    }
    for (const row of rows) addRow(row, weights, gradient, curvature);
    const step = solve(curvature, gradient, size);
    let largest = 0;
    for (let feature = 0; feature < size; feature += 1) {
      weights[feature] = (weights[feature] as number) - (step[feature] as number);
      largest = Math.max(largest, Math.abs(step[feature] as number));
    }
    if (largest < CLOSE_ENOUGH) break;
  }
  return weights;
}

/** Log odds of a hit. */
function logOdds(weights: Float64Array, { at, values }: Pick<Row, 'at' | 'values'>): number {
  let sum = weights.at(-1) as number;
  for (let n = 0; n < at.length; n += 1) sum += (weights[at[n] as number] as number) * (values[n] as number);
  return sum;
}

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

function addRow(row: Row, weights: Float64Array, gradient: Float64Array, curvature: Float64Array): void {
  const size = weights.length;
  const chance = sigmoid(logOdds(weights, row));
  const error = row.weight * (chance - Number(row.hit));
  const bend = row.weight * chance * (1 - chance);
  const at = [...row.at, size - 1];
  const values = [...row.values, 1];
  for (let n = 0; n < at.length; n += 1) {
    const value = values[n] as number;
    const line = at[n] as number;
    gradient[line] = (gradient[line] as number) + error * value;
    for (let m = 0; m < at.length; m += 1) {
      const cell = line * size + (at[m] as number);
      curvature[cell] = (curvature[cell] as number) + bend * value * (values[m] as number);
    }
  }
}

/** Solves a symmetric positive system by Cholesky's decomposition, which it writes over `matrix`. */
function solve(matrix: Float64Array, right: Float64Array, size: number): Float64Array {
  const cell = (row: number, column: number): number => matrix[row * size + column] as number;
  for (let column = 0; column < size; column += 1) {
    for (let row = column; row < size; row += 1) {
      let sum = cell(row, column);
      for (let k = 0; k < column; k += 1) sum -= cell(row, k) * cell(column, k);
      matrix[row * size + column] = row === column ? Math.sqrt(Math.max(sum, 1e-12)) : sum / cell(column, column);
    }
  }
  const answer = Float64Array.from(right);
  for (let row = 0; row < size; row += 1) {
    for (let k = 0; k < row; k += 1) answer[row] = (answer[row] as number) - cell(row, k) * (answer[k] as number);
    answer[row] = (answer[row] as number) / cell(row, row);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    for (let k = row + 1; k < size; k += 1) answer[row] = (answer[row] as number) - cell(k, row) * (answer[k] as number);
    answer[row] = (answer[row] as number) / cell(row, row);
  }
  return answer;
}
