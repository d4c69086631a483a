import type { DataOf } from '#kernel/messaging/event-contract.ts';
import type { messageScored } from '#schema/events/message-scored.v1.ts';
import type { Evidence } from '../lead-score/evidence.ts';
import type { RecordedSignal } from '../lead-score/lead-score.entity.ts';
import { RULES } from '../model/assess-chances.ts';
import type { LeadFacts } from '../model/lead-facts.ts';
import { scoreByModel } from '../model/score-by-model.ts';
import { type LeadTier, tierOf } from './lead-tier.ts';
import type { Standing } from './read-standing.ts';

/** What is made of a message's score once it is known whose it is. */
export interface Verdict {
  readonly points: number;
  readonly tier: LeadTier;
  readonly signals: readonly RecordedSignal[];
  /** For each signal, in their order. */
  readonly evidence: Evidence;
  /** What it was made from, to learn from later. */
  readonly facts: LeadFacts;
  /** Null where the rules made the points. */
  readonly byModel: { readonly version: number; readonly chance: number; readonly lift: number } | null;
}

type Scored = Pick<DataOf<typeof messageScored>, 'intent' | 'platform' | 'points' | 'signals' | 'scoredAt'>;
type Signal = RecordedSignal & { readonly evidence: string | null };

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;
const WEEK_HOURS = 7 * DAY_HOURS;

/**
 * The run's own signals, with what only the lead's history says beside them. The tenant's model, where there is one, gives all of them other
 * points, and adds those that are known of every lead.
 */
export function judgeLead(scored: Scored, words: Evidence, standing: Standing): Verdict {
  const given = scored.signals.map((signal, at): Signal => ({ ...signal, evidence: words[at] ?? null }));
  const signals = [...given, ...ownSignals(scored, standing)];
  const added = signals.slice(given.length).reduce((sum, { points }) => sum + points, 0);
  const points = Math.min(100, scored.points + added);
  const facts = factsOf(scored, signals, points, standing);
  const { model, settings } = standing;
  if (model === null) return { points, tier: tierOf(points, settings), ...apart(signals), facts, byModel: null };
  const verdict = scoreByModel(model.model, facts, settings);
  const named = new Map(signals.map((signal) => [signal.name, signal.evidence]));
  for (const fact of verdict.effects.keys()) if (!named.has(fact)) named.set(fact, null);
  // what a person said is shown also where it changes nothing
  const told = Array.from(named, ([name, evidence]) => ({ name, evidence, points: verdict.effects.get(name) ?? 0 })).filter(
    (signal) => signal.points !== 0 || signal.evidence !== null,
  );
  return {
    points: verdict.points,
    tier: tierOf(verdict.points, settings),
    ...apart(told),
    facts,
    byModel: { version: model.version, chance: verdict.chance, lift: verdict.lift },
  };
}

/** Largest effect first. */
const apart = (signals: readonly Signal[]): Pick<Verdict, 'signals' | 'evidence'> => {
  const sorted = signals.toSorted((one, other) => Math.abs(other.points) - Math.abs(one.points));
  return {
    signals: sorted.map(({ name, points }) => ({ name, points })),
    evidence: sorted.map(({ evidence }) => evidence),
  };
};

function ownSignals({ intent, scoredAt }: Scored, { lead }: Standing): Signal[] {
  // who complains writes soon again, too, and buys nothing by that
  if (lead === null || (intent !== 'SALES' && intent !== 'GENERAL')) return [];
  const hours = hoursBetween(lead.scoredAt, scoredAt);
  const signals: Signal[] = [];
  if (hours <= WEEK_HOURS) {
    const evidence = hours < 1 ? 'wrote within the hour before' : `wrote ${Math.round(hours)} hours before`;
    signals.push({ name: 'RECENCY', points: hours <= DAY_HOURS ? 5 : 3, evidence });
  }
  if (lead.isCustomer) signals.push({ name: 'CUSTOMER', points: 8, evidence: null });
  return signals;
}

/** The run's signals hold or do not; what is known of every lead is a number or a kind. */
const factsOf = ({ platform, scoredAt }: Scored, signals: readonly Signal[], points: number, { lead }: Standing): LeadFacts => ({
  ...Object.fromEntries(signals.map(({ name }) => [name, true])),
  ...(lead?.isCustomer && { CUSTOMER: true }),
  [RULES]: points,
  PLATFORM: platform,
  ENGAGEMENT: (lead?.scores ?? 0) + 1,
  RECENCY: lead === null ? 'first' : Math.round(hoursBetween(lead.scoredAt, scoredAt) * 10) / 10,
});

const hoursBetween = (earlier: Date, later: string): number =>
  Math.max(0, new Date(later).getTime() - earlier.getTime()) / HOUR_MS;
