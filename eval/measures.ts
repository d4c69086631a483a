/** One judged answer: how sure it was of itself, and whether it was right. */
export interface Judged {
  readonly confidence: number;
  readonly right: boolean;
}

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;

export const accuracy = (judged: readonly Judged[]): number => mean(judged.map(({ right }) => Number(right)));

/** Mean squared distance between confidence and outcome. */
export const brier = (judged: readonly Judged[]): number =>
  mean(judged.map(({ confidence, right }) => (confidence - Number(right)) ** 2));

const BINS = 15;

export interface Bin {
  readonly count: number;
  readonly confidence: number;
  readonly accuracy: number;
}

/** Bins of equal width, or of equal mass, from the least sure on. */
export function bins(judged: readonly Judged[], by: 'width' | 'mass'): Bin[] {
  const sorted = [...judged].sort((a, b) => a.confidence - b.confidence);
  const groups = Map.groupBy(sorted.entries(), ([at, { confidence }]) =>
    by === 'width' ? Math.min(BINS - 1, Math.floor(confidence * BINS)) : Math.floor((at * BINS) / sorted.length),
  );
  return Array.from(groups.values(), (group) => {
    const own = group.map(([, one]) => one);
    return { count: own.length, confidence: mean(own.map(({ confidence }) => confidence)), accuracy: accuracy(own) };
  });
}

/** Expected calibration error: how far confidence and outcome are apart, bin by bin. */
export const calibrationError = (judged: readonly Judged[], by: 'width' | 'mass'): number =>
  bins(judged, by).reduce((sum, bin) => sum + (bin.count / judged.length) * Math.abs(bin.confidence - bin.accuracy), 0);

/** The largest share of answers, the surest first, of which at most `error` are wrong. */
export function coverageAt(judged: readonly Judged[], error: number): number {
  const sorted = [...judged].sort((a, b) => b.confidence - a.confidence);
  let wrong = 0;
  let covered = 0;
  for (const [at, { right }] of sorted.entries()) {
    if (!right) wrong += 1;
    if (wrong / (at + 1) <= error) covered = at + 1;
  }
  return covered / sorted.length;
}

/** Error among the surest `share`, for each share. */
export function riskCoverage(judged: readonly Judged[], points = 20): { share: number; error: number }[] {
  const sorted = [...judged].sort((a, b) => b.confidence - a.confidence);
  return Array.from({ length: points }, (_, at) => {
    const share = (at + 1) / points;
    const covered = sorted.slice(0, Math.max(1, Math.round(share * sorted.length)));
    return { share, error: 1 - accuracy(covered) };
  });
}

/** The middle 95 % of a figure over resamplings with replacement. The same rows give the same interval. */
export function interval<T>(rows: readonly T[], figure: (rows: readonly T[]) => number, resamplings = 200): [number, number] {
  const random = mulberry32(rows.length);
  const figures = Array.from({ length: resamplings }, () =>
    figure(Array.from(rows, () => rows[Math.floor(random() * rows.length)] as T)),
  ).sort((a, b) => a - b);
  return [figures[Math.floor(0.025 * resamplings)] ?? Number.NaN, figures[Math.floor(0.975 * resamplings)] ?? Number.NaN];
}

/** Unweighted mean of each class's F1. A row whose accepted labels hold the answer counts as of the class answered. */
export function macroF1(rows: readonly { readonly accepted: readonly string[]; readonly answered: string }[]): number {
  const classes = new Set(rows.map(({ accepted }) => accepted[0] ?? ''));
  const scores = Array.from(classes, (name) => {
    const truth = (row: (typeof rows)[number]): string =>
      row.accepted.includes(row.answered) ? row.answered : (row.accepted[0] ?? '');
    const hit = rows.filter((row) => row.answered === name && truth(row) === name).length;
    const said = rows.filter((row) => row.answered === name).length;
    const there = rows.filter((row) => truth(row) === name).length;
    return said + there === 0 ? 0 : (2 * hit) / (said + there);
  });
  return mean(scores);
}

/** Area under the ROC curve: how often a positive ranks above a negative. */
export function areaUnderCurve(rows: readonly { readonly score: number; readonly positive: boolean }[]): number {
  const sorted = [...rows].sort((a, b) => a.score - b.score);
  let rankSum = 0;
  for (let at = 0; at < sorted.length; ) {
    let end = at;
    while (end < sorted.length && sorted[end]?.score === sorted[at]?.score) end += 1;
    const rank = (at + 1 + end) / 2;
    for (; at < end; at += 1) if (sorted[at]?.positive) rankSum += rank;
  }
  const positives = rows.filter(({ positive }) => positive).length;
  const negatives = rows.length - positives;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

export function quantile(values: readonly number[], at: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(at * sorted.length))] ?? Number.NaN;
}

/** Numbers in [0, 1), the same for the same seed. */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
