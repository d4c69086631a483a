/** One observation: `hit` is what is to be predicted. */
export type Observation = { readonly score: number; readonly hit: boolean; readonly weight: number };

export type PlattLine = { readonly slope: number; readonly offset: number };

const ITERATIONS = 50;
/** Keeps a line finite where the observations separate without a fault, and near the head's own where they are few. */
const RIDGE = 1;
const EPSILON = 1e-4;

const logit = (p: number): number => {
  const inside = Math.min(1 - EPSILON, Math.max(EPSILON, p));
  return Math.log(inside / (1 - inside));
};
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/**
 * Platt's scaling over the score's log odds, by Newton's method: slope 1 and offset 0 would leave the score as it is, and the ridge pulls
 * there. The slope is never negative: a higher score never means less.
 */
export function fitPlatt(observations: readonly Observation[]): PlattLine {
  const total = observations.reduce((sum, { weight }) => sum + weight, 0);
  const rows = observations.map(({ score, hit, weight }) => ({
    x: logit(score),
    y: Number(hit),
    // weights of a sum equal to the count, so that the ridge means the same whatever the audit share is
    w: (weight * observations.length) / total,
  }));
  let [slope, offset] = [1, 0];
  for (let iteration = 0; iteration < ITERATIONS; iteration += 1) {
    let [gs, go, hss, hso, hoo] = [RIDGE * (slope - 1), RIDGE * offset, RIDGE, 0, RIDGE];
    for (const { x, y, w } of rows) {
      const p = sigmoid(slope * x + offset);
      const error = w * (p - y);
      const curvature = w * p * (1 - p);
      gs += error * x;
      go += error;
      hss += curvature * x * x;
      hso += curvature * x;
      hoo += curvature;
    }
    const determinant = hss * hoo - hso * hso;
    const [ds, d0] = [(hoo * gs - hso * go) / determinant, (hss * go - hso * gs) / determinant];
    slope -= ds;
    offset -= d0;
    if (Math.abs(ds) + Math.abs(d0) < 1e-9) break;
  }
  return { slope: Math.max(0, slope), offset };
}

export const readPlatt = ({ slope, offset }: PlattLine, score: number): number => sigmoid(slope * logit(score) + offset);
