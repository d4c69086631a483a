import type { LeadSettingsValues } from '../settings/lead-settings.entity.ts';
import { sigmoid } from './fit-logistic.ts';
import type { LeadFacts } from './lead-facts.ts';
import { explainLead, type LeadModel } from './lead-model.ts';
import { pointsOf } from './points-of.ts';

export interface ModelVerdict {
  readonly chance: number;
  /** How many times as likely as the average. */
  readonly lift: number;
  readonly points: number;
  /** What each fact added to the points or took away, facts without an effect left out. */
  readonly effects: ReadonlyMap<string, number>;
}

/**
 * Facts are told of largest effect first, each by how far it moved the points from where those before it had brought them: so they add up to
 * the points, from those of a lead that is usual in everything and said nothing.
 */
export function scoreByModel(model: LeadModel, facts: LeadFacts, settings: LeadSettingsValues): ModelVerdict {
  const { start, effects } = explainLead(model, facts);
  const pointsAt = (logOdds: number): number => pointsOf(sigmoid(logOdds), model.base, settings);
  const told = new Map<string, number>();
  let logOdds = start;
  for (const { fact, effect } of [...effects].sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect))) {
    const moved = pointsAt(logOdds + effect) - pointsAt(logOdds);
    logOdds += effect;
    if (moved !== 0) told.set(fact, moved);
  }
  const chance = sigmoid(logOdds);
  return { chance, lift: chance / model.base, points: pointsAt(logOdds), effects: told };
}
