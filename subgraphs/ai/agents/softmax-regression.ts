/** Indices and values of the features that are not zero; both arrays have the same length. */
export type SparseRow = { indices: Int32Array; values: Float32Array };

export type SoftmaxModel = { classes: number; bias: Float64Array; weights: Float64Array };

export type FitOptions = { classes: number; dimensions: number; epochs: number; rate: number; l2: number };

/** Probabilities of the classes; a temperature above 1 makes a model that learned from little less sure of itself. */
export function predictSoftmax(model: SoftmaxModel, row: SparseRow, temperature = 1): Float64Array {
  const { classes } = model;
  const scores = Float64Array.from(model.bias);
  for (let at = 0; at < row.indices.length; at++) {
    const offset = (row.indices[at] as number) * classes;
    const value = row.values[at] as number;
    for (let c = 0; c < classes; c++) scores[c] = (scores[c] as number) + (model.weights[offset + c] as number) * value;
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
 * Multinomial logistic regression by AdaGrad over single rows, in a fixed order of visits: the same rows give the same model. Stops after
 * each visit of all rows, for whoever has other work as well.
 */
export function* fitSoftmax(
  rows: SparseRow[],
  labels: number[],
  rowWeights: number[],
  options: FitOptions,
): Generator<void, SoftmaxModel> {
  const { classes, dimensions, epochs, rate, l2 } = options;
  const model: SoftmaxModel = { classes, bias: new Float64Array(classes), weights: new Float64Array(dimensions * classes) };
  const { weights, bias } = model;
  const squares = new Float64Array(dimensions * classes).fill(1e-2);
  const biasSquares = new Float64Array(classes).fill(1e-2);
  // A stride that shares no divisor with the number of rows visits each once and mixes the classes, which come in blocks.
  let stride = 379;
  while (rows.length % stride === 0 || commonDivisor(rows.length, stride) > 1) stride += 2;

  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let visit = 0; visit < rows.length; visit++) {
      const at = (visit * stride + epoch * 7) % rows.length;
      const row = rows[at] as SparseRow;
      const gradient = predictSoftmax(model, row);
      gradient[labels[at] as number] = (gradient[labels[at] as number] as number) - 1;
      const weight = rowWeights[at] as number;
      for (let c = 0; c < classes; c++) {
        const g = (gradient[c] as number) * weight;
        gradient[c] = g;
        biasSquares[c] = (biasSquares[c] as number) + g * g;
        bias[c] = (bias[c] as number) - (rate * g) / Math.sqrt(biasSquares[c] as number);
      }
      for (let f = 0; f < row.indices.length; f++) {
        const offset = (row.indices[f] as number) * classes;
        const value = row.values[f] as number;
        for (let c = 0; c < classes; c++) {
          const w = weights[offset + c] as number;
          const g = (gradient[c] as number) * value + l2 * w;
          const s = (squares[offset + c] as number) + g * g;
          squares[offset + c] = s;
          weights[offset + c] = w - (rate * g) / Math.sqrt(s);
        }
      }
    }
    yield;
  }
  return model;
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
