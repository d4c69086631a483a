/** One observation: `hit` is what is to be predicted. */
export type Observation = { readonly score: number; readonly hit: boolean; readonly weight: number };

export type PlattLine = { readonly slope: number; readonly offset: number };

/** A line that leaps up at a score, and how likely it is that the leap is there. */
export type PlattStep = PlattLine & { readonly at: number; readonly leap: number; readonly share: number };

/** What is not a step's is the line's. */
export type PlattCurve = PlattLine & { readonly steps?: readonly PlattStep[] };

const ITERATIONS = 30;
/** Keeps a line finite where the observations separate without a fault, and near the head's own where they are few. */
const RIDGE = 1;
/** How far a leap goes, where there is one, in log odds. */
const LEAP_RIDGE = 1 / 2 ** 2;
/** Before anything was seen a leap is taken to be as likely as none. */
const STEP_CHANCE = 0.7;
const PLACES = 16;
/** A step less likely than this changes nothing that can be seen. */
const LEAST_SHARE = 0.01;
/** Neighbours are put together: a curve of three parameters needs no more points, however many decided. */
const POINTS = 80;
const EPSILON = 1e-4;

const logit = (p: number): number => {
  const inside = Math.min(1 - EPSILON, Math.max(EPSILON, p));
  return Math.log(inside / (1 - inside));
};
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

interface Point {
  readonly score: number;
  readonly x: number;
  /** Share of hits. */
  readonly y: number;
  readonly w: number;
}

/**
 * Platt's scaling over the score's log odds: slope 1 and offset 0 would leave the score as it is, and the ridge pulls there. Beside it the
 * same with a leap at each of some places, since what is good may begin at a step; all of them are averaged, each by how likely it makes the
 * observations (Laplace's approximation), so that a leap counts only where they show one. No slope and no leap is negative: a higher score never
 * means less.
 */
export function fitPlatt(observations: readonly Observation[]): PlattCurve {
  const points = gather(observations);
  const line = fitOne(points, null);
  const leaps = placesOf(points).map((at) => ({ at, ...fitOne(points, at) }));
  const evidence = [
    line.evidence + Math.log(1 - STEP_CHANCE),
    ...leaps.map((each) => each.evidence + Math.log(STEP_CHANCE / leaps.length)),
  ];
  const most = Math.max(...evidence);
  const shares = evidence.map((each) => Math.exp(each - most));
  const total = shares.reduce((sum, share) => sum + share, 0);
  const steps = leaps.flatMap(({ at, slope, offset, leap }, index) => {
    const share = (shares[index + 1] ?? 0) / total;
    return share < LEAST_SHARE ? [] : [{ at, slope, offset, leap, share }];
  });
  const { slope, offset } = line;
  return steps.length === 0 ? { slope, offset } : { slope, offset, steps };
}

export function readPlatt({ slope, offset, steps = [] }: PlattCurve, score: number): number {
  const x = logit(score);
  let rest = 1;
  let sum = 0;
  for (const step of steps) {
    rest -= step.share;
    sum += step.share * sigmoid(step.slope * x + step.offset + (score >= step.at ? step.leap : 0));
  }
  return sum + rest * sigmoid(slope * x + offset);
}

/** Neighbours of about the same mass, of weights whose sum is what they tell: few heavy ones tell less than their number. */
function gather(observations: readonly Observation[]): Point[] {
  const sorted = observations.toSorted((a, b) => a.score - b.score);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  const squares = sorted.reduce((sum, { weight }) => sum + weight * weight, 0);
  const scale = total / squares;
  const size = Math.ceil(sorted.length / POINTS);
  return Array.from({ length: Math.ceil(sorted.length / size) }, (_, at) => {
    const own = sorted.slice(at * size, (at + 1) * size);
    const weight = own.reduce((sum, each) => sum + each.weight, 0);
    const score = own.reduce((sum, each) => sum + each.weight * each.score, 0) / weight;
    const y = own.reduce((sum, each) => sum + each.weight * Number(each.hit), 0) / weight;
    return { score, x: logit(score), y, w: weight * scale };
  });
}

/** A place each time that another sixteenth of the mass lies below. */
function placesOf(points: readonly Point[]): number[] {
  const part = points.reduce((sum, { w }) => sum + w, 0) / PLACES;
  const places: number[] = [];
  let below = 0;
  for (const { score, w } of points) {
    if (below >= part * (places.length + 1)) places.push(score);
    below += w;
  }
  return places;
}

interface Fitted extends PlattLine {
  readonly leap: number;
  readonly evidence: number;
}

/** By Newton's method. What would become negative is left out, and the rest fitted again. */
function fitOne(points: readonly Point[], at: number | null): Fitted {
  const free: [slope: boolean, leap: boolean] = [true, at !== null];
  for (;;) {
    const fitted = descend(points, at, free);
    if (free[0] && fitted.slope < 0) free[0] = false;
    else if (free[1] && fitted.leap < 0) free[1] = false;
    else return fitted;
  }
}

function descend(points: readonly Point[], at: number | null, [isSloped, isLeaping]: readonly [boolean, boolean]): Fitted {
  let [slope, offset, leap] = [isSloped ? 1 : 0, 0, 0];
  let value = logPosterior(points, at, { slope, offset, leap });
  let [a, b, c, d, e, f] = [1, 0, 0, 1, 0, 1];
  for (let iteration = 0; iteration < ITERATIONS; iteration += 1) {
    let [gs, go, gl] = [RIDGE * (slope - 1), RIDGE * offset, LEAP_RIDGE * leap];
    // the curvature, slope, offset, leap: [a b c; b d e; c e f]
    [a, b, c, d, e, f] = [RIDGE, 0, 0, RIDGE, 0, LEAP_RIDGE];
    for (const { score, x, y, w } of points) {
      const above = at !== null && score >= at ? 1 : 0;
      const p = sigmoid(slope * x + offset + leap * above);
      const error = w * (p - y);
      const curvature = w * p * (1 - p);
      gs += error * x;
      go += error;
      gl += error * above;
      a += curvature * x * x;
      b += curvature * x;
      c += curvature * x * above;
      d += curvature;
      e += curvature * above;
      f += curvature * above;
    }
    if (!isSloped) [gs, a, b, c] = [0, 1, 0, 0];
    if (!isLeaping) [gl, c, e, f] = [0, 0, 0, 1];
    const determinant = a * (d * f - e * e) - b * (b * f - c * e) + c * (b * e - c * d);
    const ds = (gs * (d * f - e * e) - b * (go * f - e * gl) + c * (go * e - d * gl)) / determinant;
    const d0 = (a * (go * f - e * gl) - gs * (b * f - c * e) + c * (b * gl - c * go)) / determinant;
    const dl = (a * (d * gl - go * e) - b * (b * gl - c * go) + gs * (b * e - c * d)) / determinant;
    // Newton's step may go too far where the start is far off: then half of it, and half again
    const from = { slope, offset, leap };
    const before = value;
    for (let share = 1; share > 1e-3; share /= 2) {
      ({ slope, offset, leap } = {
        slope: from.slope - share * ds,
        offset: from.offset - share * d0,
        leap: from.leap - share * dl,
      });
      value = logPosterior(points, at, { slope, offset, leap });
      if (value >= before) break;
    }
    if (Math.abs(ds) + Math.abs(d0) + Math.abs(dl) < 1e-5) break;
  }
  // logarithm of how likely this kind of curve makes the observations, up to what is the same for every kind
  const determinant = a * (d * f - e * e) - b * (b * f - c * e) + c * (b * e - c * d);
  const width = isLeaping ? Math.log(4 * LEAP_RIDGE) : 0;
  const evidence = value + 0.5 * (width - Math.log(determinant));
  return { slope, offset, leap, evidence };
}

function logPosterior(
  points: readonly Point[],
  at: number | null,
  { slope, offset, leap }: { readonly slope: number; readonly offset: number; readonly leap: number },
): number {
  let sum = -0.5 * (RIDGE * ((slope - 1) ** 2 + offset ** 2) + LEAP_RIDGE * leap ** 2);
  for (const { score, x, y, w } of points) {
    const z = slope * x + offset + (at !== null && score >= at ? leap : 0);
    // log(1 + e^z) for any z
    sum += w * (y * z - Math.max(0, z) - Math.log1p(Math.exp(-Math.abs(z))));
  }
  return sum;
}
