import { calibrate } from '../subgraphs/ai/confidence/calibrator.ts';
import type { DecidedDraft } from '../subgraphs/ai/confidence/decided-draft.ts';
import { CLOSED_GATE, deriveGate, type Gate } from '../subgraphs/ai/confidence/gate.ts';
import { judgeDraft } from '../subgraphs/ai/confidence/judge-draft.ts';
import { DEFAULT_SETTINGS } from '../subgraphs/ai/settings/ai-settings.entity.ts';
import { mean, mulberry32 } from './measures.ts';
import type { Section } from './section.ts';

const TARGETS = [0.1, 0.05];
const RESAMPLINGS = 60;
const REVIEWS = 2_000;
const CHECKPOINTS = [100, 300, 1_000, 2_000];
/** Decisions come in such portions between two turns of the task that derives the gate. */
const portionAfter = (decisions: number): number => Math.max(20, Math.round(decisions / 20));
/** Whether a gate that is wide open comes to 2,000 reviews at all is a matter of audited messages alone. */
const MOST_MESSAGES = 20_000;
const FRESH = 3_000;
const BINS = 15;

/** A tenant: what the head says of its drafts, and how often a reviewer then sends one as it stands. */
interface World {
  readonly scoreOf: (random: () => number) => number;
  readonly truthOf: (score: number) => number;
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const logit = (p: number): number => Math.log(p / (1 - p));
const skewed = (power: number) => (random: () => number) => Math.min(0.995, Math.max(0.005, random() ** power));

const WORLDS: Readonly<Record<string, World>> = {
  // as the built-in classifier is on social messages (findings/ai.md)
  'over-confident': { scoreOf: skewed(0.5), truthOf: (score) => sigmoid(0.6 * logit(score) + 0.3) },
  'too modest': { scoreOf: skewed(0.8), truthOf: (score) => sigmoid(1.3 * logit(score) + 1.2) },
  'good only near the top': { scoreOf: skewed(0.6), truthOf: (score) => (score > 0.85 ? 0.97 : 0.35 + 0.4 * score) },
  'never good enough': { scoreOf: skewed(0.5), truthOf: (score) => 0.5 + 0.3 * score },
};

interface Outcome {
  readonly ece: number;
  /** At some look until now, the true error of what goes out unseen was above the target. */
  readonly isBroken: boolean;
  readonly automatic: number;
}

/** One tenant from its first draft on: audit draw, gate, decision, look, by the code that does it in the pipeline. */
function simulate(world: World, targetError: number, seed: number): Map<number, Outcome> {
  const random = mulberry32(seed);
  const settings = { ...DEFAULT_SETTINGS, targetError };
  const decided: DecidedDraft[] = [];
  const counted: DecidedDraft[] = [];
  const outcomes = new Map<number, Outcome>();
  let gate = CLOSED_GATE;
  let nextTurn = portionAfter(0);
  let isBroken = false;
  for (let message = 0; message < MOST_MESSAGES && decided.length < REVIEWS; message += 1) {
    const audited = random() < settings.auditShare;
    const score = world.scoreOf(random);
    const { isSure, record } = judgeDraft({ settings, gate, intent: 'SUPPORT', score, heldBack: [], audited, windowOpen: true });
    if (isSure && !audited) continue;
    const unchanged = random() < world.truthOf(score);
    const draft = { score, isAudited: audited, reviewChance: record.reviewChance ?? 1, unchanged };
    decided.push(draft);
    if (record.countsForBound) counted.push(draft);
    if (decided.length >= nextTurn || CHECKPOINTS.includes(decided.length)) {
      nextTurn = decided.length + portionAfter(decided.length);
      gate = deriveGate(gate, { decided, counted }, targetError);
      isBroken ||= trueError(world, gate) > targetError;
    }
    if (CHECKPOINTS.includes(decided.length)) outcomes.set(decided.length, { ...measure(world, gate), isBroken });
  }
  return outcomes;
}

const drawn = new Map<World, { score: number; truth: number }[]>();
function fresh(world: World): { score: number; truth: number }[] {
  const random = mulberry32(99);
  const known =
    drawn.get(world) ??
    Array.from({ length: FRESH }, () => world.scoreOf(random)).map((score) => ({ score, truth: world.truthOf(score) }));
  drawn.set(world, known);
  return known;
}

function trueError(world: World, { calibrator, threshold }: Gate): number {
  if (threshold === null) return 0;
  const sent = fresh(world).filter(({ score }) => calibrate(calibrator, score) >= threshold);
  return sent.length === 0 ? 0 : 1 - mean(sent.map(({ truth }) => truth));
}

/** Against the truth that only a simulation knows: outcomes of a sample would add their own noise. */
function measure(world: World, { calibrator, threshold }: Gate): Omit<Outcome, 'isBroken'> {
  const judged = fresh(world)
    .map(({ score, truth }) => ({ confidence: calibrate(calibrator, score), truth }))
    .sort((a, b) => a.confidence - b.confidence);
  const bins = Map.groupBy(judged.entries(), ([at]) => Math.floor((at * BINS) / judged.length));
  const gaps = Array.from(bins.values(), (bin) => Math.abs(mean(bin.map(([, { confidence, truth }]) => confidence - truth))));
  const automatic = threshold === null ? 0 : mean(judged.map(({ confidence }) => Number(confidence >= threshold)));
  return { ece: mean(gaps), automatic };
}

export function evaluate(): Section {
  const runs = Object.entries(WORLDS).flatMap(([name, world]) =>
    TARGETS.map((target) => ({
      name,
      target,
      outcomes: Array.from({ length: RESAMPLINGS }, (_, at) => simulate(world, target, at * 7 + 1)),
    })),
  );
  const points = runs.flatMap(({ name, target, outcomes }) =>
    CHECKPOINTS.map((at) => {
      const there = outcomes.flatMap((outcome) => outcome.get(at) ?? []);
      return {
        ...{ name, target, at, runs: there.length },
        ece: mean(there.map(({ ece }) => ece)),
        broken: mean(there.map(({ isBroken }) => Number(isBroken))),
        automatic: mean(there.map(({ automatic }) => automatic)),
      };
    }),
  );
  const after300 = points.filter(({ at }) => at === 300).map(({ ece }) => ece);
  const broken = Math.max(...points.map((point) => (point.runs > 0 ? point.broken : 0)));
  return {
    title: 'Confidence and the gate',
    method: `Tenants of four kinds from their first draft to ${REVIEWS} reviews, ${RESAMPLINGS} times each: every message draws the audit, the gate decides, a reviewer decides what it sees and the gate is derived, by the code of the pipeline. Broken: at any look so far, more of what went out unseen than the target was wrong.`,
    tables: [
      {
        columns: [
          'tenant',
          'target error',
          'reviews',
          'ECE against the truth (15 bins of equal mass)',
          'target broken',
          'goes out unseen',
        ],
        rows: points.map(({ name, target, at, ece, broken, automatic }) => [
          name,
          target,
          at,
          ece.toFixed(3),
          broken.toFixed(2),
          automatic.toFixed(2),
        ]),
      },
    ],
    floors: [
      { what: 'ECE of confidence after 300 reviews, mean of the kinds', measured: mean(after300), floor: 0.04, better: 'less' },
      { what: 'share of tenants of any kind that broke their target error', measured: broken, floor: 0.1, better: 'less' },
    ],
  };
}
