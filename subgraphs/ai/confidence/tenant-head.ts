import { type DecidedDraft, weightOf } from './decided-draft.ts';
import { type LogisticRow, lossOf, mapLogistic } from './map-logistic.ts';

/** What a head reads: the shipped head's score, what that was read from, and where the draft belongs. */
export interface HeadInput {
  readonly score: number;
  /** Null: nothing was kept of it. */
  readonly features: Readonly<Record<string, number>> | null;
  readonly channel: string | null;
  readonly provider: string | null;
  readonly intent: string | null;
}

/** What a tenant's decisions change in the shipped head's log odds. */
export interface TenantHead {
  /** Of the gate that took it into use; 0 before. */
  readonly version: number;
  readonly decisions: number;
  /** When the latest of these decisions was made: those made later say how good it is. */
  readonly learnedUntil: string;
  readonly slope: number;
  readonly offset: number;
  readonly weights: Readonly<Record<string, number>>;
  /** By `channel:`, `provider:` and `intent:` of what it names. */
  readonly leans: Readonly<Record<string, number>>;
}

/** A decision that a head may learn from. */
export type HeadDecision = DecidedDraft & Partial<HeadInput> & { readonly decidedAt?: Date | string };

const LEARN_FROM = 100;
const MOST = 4_000;
const FOLDS = 4;
/** How far a tenant's own may be from the shipped one before it has shown anything (precisions); leans are pulled harder: few decisions each. */
const PRECISION = { slope: 4, offset: 1, weight: 1, lean: 4 };
const EPSILON = 1e-4;

const logit = (p: number): number => {
  const inside = Math.min(1 - EPSILON, Math.max(EPSILON, p));
  return Math.log(inside / (1 - inside));
};

/** The shipped head's score where the tenant has none of its own, or nothing was kept of the draft. */
export function scoreUnder(head: TenantHead | null | undefined, draft: HeadInput): number {
  const { features, score } = draft;
  if (!head || features === null) return score;
  let x = head.slope * logit(score) + head.offset;
  for (const [name, weight] of Object.entries(head.weights)) x += weight * (features[name] ?? 0);
  for (const name of leansOf(draft)) x += head.leans[name] ?? 0;
  return 1 / (1 + Math.exp(-x));
}

const leansOf = ({ channel, provider, intent }: HeadInput): string[] => [
  ...(channel === null ? [] : [`channel:${channel}`]),
  ...(provider === null ? [] : [`provider:${provider}`]),
  ...(intent === null ? [] : [`intent:${intent}`]),
];

/** Those that a head did not learn from. */
export const unseenBy = <T extends { readonly decidedAt?: Date | string }>(
  head: Pick<TenantHead, 'learnedUntil'> | null | undefined,
  decisions: readonly T[],
): readonly T[] =>
  head
    ? decisions.filter(
        ({ decidedAt }) => decidedAt !== undefined && new Date(decidedAt).getTime() > Date.parse(head.learnedUntil),
      )
    : decisions;

/**
 * Learned from a tenant's decisions, each weighted by the inverse of its chance of being seen: a logistic regression around the shipped head, with a
 * correction for each channel, provider and intent that is pulled to 0. Null while it says nothing more about held-out decisions than the
 * shipped score alone, rescaled. In parts of some milliseconds.
 */
export function* learnTenantHead(all: readonly HeadDecision[]): Generator<void, TenantHead | null> {
  const decided = all.flatMap((decision) => {
    const { features = null, channel = null, provider = null, intent = null } = decision;
    return features === null || decision.decidedAt === undefined ? [] : [{ ...decision, features, channel, provider, intent }];
  });
  const latest = decided.toSorted((a, b) => timeOf(b) - timeOf(a)).slice(0, MOST);
  if (latest.length < LEARN_FROM || new Set(latest.map(({ unchanged }) => unchanged)).size < 2) return null;

  const names = [...new Set(latest.flatMap(({ features }) => Object.keys(features)))];
  const leans = [...new Set(latest.flatMap(leansOf))];
  const weights = latest.map(weightOf);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const scale = total / weights.reduce((sum, weight) => sum + weight * weight, 0);
  const rows = latest.map((draft, at): LogisticRow => {
    const own = new Set(leansOf(draft));
    return {
      x: [
        1,
        logit(draft.score),
        ...names.map((name) => draft.features[name] ?? 0),
        ...leans.map((lean) => Number(own.has(lean))),
      ],
      hit: draft.unchanged,
      weight: (weights[at] ?? 0) * scale,
    };
  });
  const mean = rows[0]?.x.map((_, at) => Number(at === 1)) ?? [];
  const precision = [PRECISION.offset, PRECISION.slope, ...names.map(() => PRECISION.weight), ...leans.map(() => PRECISION.lean)];
  const rescaled = rows.map(({ x, ...row }) => ({ ...row, x: x.slice(0, 2) }));

  // what it saves on each decision that it did not learn from
  const saved: number[] = [];
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const learn = (of: readonly LogisticRow[]) => of.filter((_, at) => at % FOLDS !== fold);
    const whole = yield* mapLogistic(learn(rows), mean, precision);
    const plain = yield* mapLogistic(learn(rescaled), mean.slice(0, 2), precision.slice(0, 2));
    for (const [at, row] of rows.entries())
      if (at % FOLDS === fold) saved.push(lossOf(plain, { ...row, x: row.x.slice(0, 2) }) - lossOf(whole, row));
  }
  const gain = saved.reduce((sum, each) => sum + each, 0);
  const spread = Math.sqrt(saved.reduce((sum, each) => sum + each * each, 0));
  // by chance alone one in forty says more
  if (!(gain > 2 * spread)) return null;

  const [offset = 0, slope = 1, ...rest] = yield* mapLogistic(rows, mean, precision);
  const named = (of: readonly string[], from: number): Record<string, number> =>
    Object.fromEntries(of.map((name, at) => [name, rest[from + at] ?? 0]));
  return {
    version: 0,
    decisions: latest.length,
    learnedUntil: new Date(Math.max(...latest.map(timeOf))).toISOString(),
    slope,
    offset,
    weights: named(names, 0),
    leans: named(leans, names.length),
  };
}

const timeOf = ({ decidedAt }: HeadDecision): number => new Date(decidedAt ?? 0).getTime();
