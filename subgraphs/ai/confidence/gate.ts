import { type Calibrator, calibrate, fitCalibrator } from './calibrator.ts';
import { errorLowerBound } from './error-bound.ts';
import { type FoundThreshold, findThreshold } from './find-threshold.ts';
import { alphaOfLook, looksOf, sizeOfLook } from './looks.ts';
import { type HeadDecision, scoreUnder, type TenantHead, unseenBy } from './tenant-head.ts';

/** Everything is reviewed since then, because decisions from before say little about today's drafts. */
export type Shadow = { readonly since: string; readonly why: 'RECIPE_CHANGED' | 'KNOWLEDGE_CHANGED' | 'MORE_ERRORS' };

/** What decides whether a draft of one recipe goes out unseen, as it was last derived. */
export type Gate = {
  readonly calibrator: Calibrator;
  /** In force; null: the one that is shipped. */
  readonly head?: TenantHead | null;
  /** Learned at the latest look, and tried at the next on what is decided until then. */
  readonly challenger?: TenantHead | null;
  /** Rises with every derivation. */
  readonly version: number;
  /** What the threshold promises; null where the tenant sets the threshold itself. */
  readonly target: number | null;
  /** Null: nothing goes out unseen. On the calibrated scale. */
  readonly threshold: number | null;
  /** How many looks were taken at the decisions that count for the bound. */
  readonly looks: number;
  readonly last: FoundThreshold | null;
  /** Decisions that count for the bound. */
  readonly counted: number;
  /** Counted decisions until the next look. */
  readonly nextLookAfter: number;
  /** Counted decisions until a threshold could be found, if none of them is an error; 0 where there is one or none is asked for. */
  readonly moreDecisions: number;
  /** Only decisions on drafts made since then count for the bound; null: all of them. */
  readonly since: string | null;
  readonly shadow: Shadow | null;
};

export const CLOSED_GATE: Gate = {
  calibrator: { kind: 'none' },
  version: 0,
  target: null,
  threshold: null,
  looks: 0,
  last: null,
  counted: 0,
  nextLookAfter: sizeOfLook(0),
  moreDecisions: 0,
  since: null,
  shadow: null,
};

/** What a gate is derived from. */
export interface Evidence {
  /** All decisions; `calibrator` stands in where they are too few. */
  readonly decided: readonly HeadDecision[];
  readonly calibrator?: Calibrator;
  /** Those that tell the error of what goes out unseen, since the gate's own beginning. */
  readonly counted: readonly HeadDecision[];
  /** What all of the tenant's decisions teach today; asked for where `isLookDue`. */
  readonly learned?: TenantHead | null;
}

export const isLookDue = (before: Gate, counted: number, target: number | null): boolean => {
  const looks = looksOf(counted);
  return looks > before.looks || (looks > 0 && target !== before.target);
};

/**
 * The calibrator learns from every decision; head and threshold are derived again when the decisions that count reach the next look's size, with
 * that look's share of alpha. Between looks they stay: a threshold that follows every decision would sooner or later be wrong by luck.
 *
 * A head is only ever tested on decisions made after it was learned: those it learned from would flatter it. So the head of one look is
 * tried at the next, beside the one in force, each with an alpha of its own; it takes over where it shows more drafts to hold the target.
 */
export function deriveGate(before: Gate, evidence: Evidence, target: number | null): Gate {
  const { counted, learned = null } = evidence;
  const looks = looksOf(counted.length);
  const isDue = isLookDue(before, counted.length, target);
  const version = before.version + 1;
  const common = { ...before, version, counted: counted.length, nextLookAfter: sizeOfLook(looks) - counted.length, looks };
  if (target === null) {
    // nothing is promised, so no test is needed; a look later, so that there are decisions to calibrate it on
    const next = learned === null ? null : inForce(before.challenger ?? before.head ?? null, version);
    const head = isDue ? next : (before.head ?? null);
    const challenger = isDue ? learned : (before.challenger ?? null);
    const calibrator = calibratorOf(head, evidence);
    return { ...common, head, challenger, calibrator, target, threshold: null, last: null, moreDecisions: 0, shadow: null };
  }

  // what was in force without a promise is no more than a candidate: it was not tested
  const [standing, challenger] =
    before.target === null && before.head
      ? [null, before.challenger ?? before.head]
      : [before.head ?? null, before.challenger ?? null];
  const held = { head: standing, calibrator: calibratorOf(standing, evidence) };
  if (!isDue) {
    const same = target === before.target;
    // the order of drafts is the same on both scales: the threshold means the same drafts when the calibrator moves
    const threshold = same ? moved(before, held.calibrator) : null;
    const worseSince = threshold === null ? null : sinceMoreErrors(held, counted, threshold, target);
    if (worseSince !== null)
      return intoShadow({ ...common, ...held, challenger, target }, { since: worseSince, why: 'MORE_ERRORS' });
    const last = same ? before.last : null;
    return {
      ...common,
      ...held,
      challenger,
      target,
      threshold,
      last,
      ...whatIsMissing(before, threshold, evidence, held, target, looks),
    };
  }
  const last = findThreshold(draftsUnder(held, counted), target, alphaOfLook(looks - 1));
  const tried =
    challenger === null ? null : { head: inForce(challenger, version), calibrator: calibratorOf(challenger, evidence) };
  const other = tried && findThreshold(draftsUnder(tried, counted), target, alphaOfLook(looks - 1, 'challenger'));
  const isBetter = other?.kind === 'found' && (last.kind === 'none' || other.coverage > last.coverage);
  const [taken, found] = tried && other && isBetter ? [tried, other] : [held, last];
  const threshold = found.kind === 'found' ? found.threshold : null;
  const missed = whatIsMissing(before, threshold, evidence, taken, target, looks);
  return { ...common, ...taken, challenger: learned, target, threshold, last: found, ...missed };
}

interface Judge {
  readonly head: TenantHead | null;
  readonly calibrator: Calibrator;
}

/** Its version stays while it does. */
const inForce = (head: TenantHead | null, version: number): TenantHead | null =>
  head && { ...head, version: head.version > 0 ? head.version : version };

/** Of what a head says of decisions that it did not learn from. */
function calibratorOf(head: TenantHead | null, { decided, calibrator }: Evidence): Calibrator {
  const own = fitCalibrator(
    head === null
      ? decided
      : unseenBy(head, decided).map((decision) => ({ ...decision, score: scoreUnder(head, asInput(decision)) })),
  );
  return own.kind === 'none' && head === null ? (calibrator ?? own) : own;
}

const draftsUnder = ({ head, calibrator }: Judge, counted: readonly HeadDecision[]) =>
  unseenBy(head, counted).map((decision) => ({
    confidence: calibrate(calibrator, scoreUnder(head, asInput(decision))),
    isError: !decision.unchanged,
  }));

const asInput = ({ score, features = null, channel = null, provider = null, intent = null }: HeadDecision) => ({
  score,
  features,
  channel,
  provider,
  intent,
});

const whatIsMissing = (
  before: Gate,
  threshold: number | null,
  { counted }: Evidence,
  judge: Judge,
  target: number,
  looks: number,
): Pick<Gate, 'moreDecisions' | 'shadow'> => ({
  moreDecisions:
    threshold === null ? Math.max(sizeOfLook(looks) - counted.length, missing(draftsUnder(judge, counted), target, looks)) : 0,
  shadow: threshold === null ? before.shadow : null,
});

/** The latest drafts that would have gone out, and how unlikely so many errors among them are where the target still holds. */
const WATCHED = 40;
const UNLIKELY = 0.001;

/** Until the next look may be thousands of messages; what went wrong meanwhile is not waited for. Null while it may be chance. */
function sinceMoreErrors(judge: Judge, counted: readonly HeadDecision[], threshold: number, target: number): string | null {
  const timeOf = ({ decidedAt }: HeadDecision): number => new Date(decidedAt ?? 0).getTime();
  const byTime = counted.toSorted((a, b) => timeOf(b) - timeOf(a));
  const latest = draftsUnder(judge, byTime)
    .filter(({ confidence }) => confidence >= threshold)
    .slice(0, WATCHED);
  const errors = latest.filter(({ isError }) => isError).length;
  const [newest] = byTime;
  if (!newest || errors <= target * latest.length) return null;
  return errorLowerBound(errors, latest.length, UNLIKELY) > target ? new Date(timeOf(newest) + 1).toISOString() : null;
}

/** Said, and never acted upon: nothing of alpha is spent on it. */
function missing(drafts: Parameters<typeof findThreshold>[0], target: number, look: number): number {
  const next = findThreshold(drafts, target, alphaOfLook(look));
  return next.kind === 'none' ? next.moreDecisions : 0;
}

/** The same gate, closed until decisions on drafts made from now on show that the target holds. */
export const intoShadow = (gate: Gate, shadow: Shadow): Gate => ({
  ...gate,
  threshold: null,
  looks: 0,
  last: null,
  counted: 0,
  nextLookAfter: sizeOfLook(0),
  moreDecisions: gate.target === null ? 0 : Math.max(sizeOfLook(0), missing([], gate.target, 0)),
  since: shadow.since,
  shadow,
});

/** The threshold on the new calibrator's scale that lets no draft through which the old one held back. */
function moved({ calibrator: old, threshold }: Pick<Gate, 'calibrator' | 'threshold'>, calibrator: Calibrator): number | null {
  if (threshold === null) return null;
  const score = lowestScore(old, threshold);
  return score === null ? null : calibrate(calibrator, score);
}

/** The least score that the calibrator puts at the threshold or above; null where none is. */
function lowestScore(calibrator: Calibrator, threshold: number): number | null {
  if (calibrate(calibrator, 1) < threshold) return null;
  let [low, high] = [0, 1];
  for (let halving = 0; halving < 40; halving += 1) {
    const middle = (low + high) / 2;
    if (calibrate(calibrator, middle) >= threshold) high = middle;
    else low = middle;
  }
  return high;
}
