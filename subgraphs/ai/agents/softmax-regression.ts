/**
 * Indices and values of the sparse features that are not zero; both arrays have the same length. `dense`: features of which hardly one is
 * zero, in an order of their own; a row may come without them.
 */
export type FeatureRow = { indices: Int32Array; values: Float32Array; dense?: Float32Array };

/** Weights stand feature by feature, the classes of one beside each other. */
export type SoftmaxModel = { classes: number; bias: Float64Array; weights: Float64Array; denseWeights: Float64Array };

export type FitOptions = {
  classes: number;
  dimensions: number;
  denseDimensions: number;
  epochs: number;
  rate: number;
  l2: number;
};

/** Some milliseconds of work. */
const VISITS_A_PART = 200;

/** Probabilities of the classes; a temperature above 1 makes a model that learned from little less sure of itself. */
export function predictSoftmax(model: SoftmaxModel, row: FeatureRow, temperature = 1): Float64Array {
  const { classes, weights, denseWeights } = model;
  const scores = Float64Array.from(model.bias);
  for (let at = 0; at < row.indices.length; at++) {
    const offset = (row.indices[at] as number) * classes;
    const value = row.values[at] as number;
    for (let c = 0; c < classes; c++) scores[c] = (scores[c] as number) + (weights[offset + c] as number) * value;
  }
  const { dense } = row;
  if (dense) {
    for (let f = 0, offset = 0; f < dense.length; f++, offset += classes) {
      const value = dense[f] as number;
      for (let c = 0; c < classes; c++) scores[c] = (scores[c] as number) + (denseWeights[offset + c] as number) * value;
    }
  }
  const highest = Math.max(...scores);
  let sum = 0;
  for (let c = 0; c < classes; c++) {
    scores[c] = Math.exp(((scores[c] as number) - highest) / temperature);
    sum += scores[c] as number;
  }
  for (let c = 0; c < classes; c++) scores[c] = (scores[c] as number) / sum;
  return scores;
}

/**
 * Multinomial logistic regression by AdaGrad over single rows, in a fixed order of visits: the same rows give the same model. Stops every
 * few milliseconds, for whoever has other work as well.
 */
export function* fitSoftmax(
  rows: FeatureRow[],
  labels: number[],
  rowWeights: number[],
  options: FitOptions,
): Generator<void, SoftmaxModel> {
  const { classes, dimensions, denseDimensions, epochs, rate, l2 } = options;
  const bias = learnedArray(classes);
  const sparse = learnedArray(dimensions * classes);
  const dense = learnedArray(denseDimensions * classes);
  const model = { classes, bias: bias.weights, weights: sparse.weights, denseWeights: dense.weights };
  // A stride that shares no divisor with the number of rows visits each once and mixes the classes, which come in blocks.
  let stride = 379;
  while (rows.length % stride === 0 || commonDivisor(rows.length, stride) > 1) stride += 2;

  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let visit = 0; visit < rows.length; visit++) {
      if (visit % VISITS_A_PART === VISITS_A_PART - 1) yield;
      const at = (visit * stride + epoch * 7) % rows.length;
      const row = rows[at] as FeatureRow;
      const gradient = predictSoftmax(model, row);
      gradient[labels[at] as number] = (gradient[labels[at] as number] as number) - 1;
      for (let c = 0; c < classes; c++) gradient[c] = (gradient[c] as number) * (rowWeights[at] as number);
      descend(bias, 0, 1, gradient, rate, 0);
      for (let f = 0; f < row.indices.length; f++)
        descend(sparse, (row.indices[f] as number) * classes, row.values[f] as number, gradient, rate, l2);
      if (row.dense)
        for (let f = 0; f < row.dense.length; f++) descend(dense, f * classes, row.dense[f] as number, gradient, rate, l2);
    }
    yield;
  }
  return model;
}

interface LearnedArray {
  readonly weights: Float64Array;
  /** Of the steps so far: what was moved often moves less. */
  readonly squares: Float64Array;
}

const learnedArray = (length: number): LearnedArray => ({
  weights: new Float64Array(length),
  squares: new Float64Array(length).fill(1e-2),
});

/** One step of the weights of one feature. */
function descend(learned: LearnedArray, offset: number, value: number, gradient: Float64Array, rate: number, l2: number): void {
  const { weights, squares } = learned;
  for (let c = 0; c < gradient.length; c++) {
    const weight = weights[offset + c] as number;
    const g = (gradient[c] as number) * value + l2 * weight;
    const square = (squares[offset + c] as number) + g * g;
    squares[offset + c] = square;
    weights[offset + c] = weight - (rate * g) / Math.sqrt(square);
  }
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
