import { sigmoid } from './fit-logistic.ts';
import type { LeadFacts } from './lead-facts.ts';

/** What one fact does to the log odds, by the mark that its value leaves. */
export interface FactEffects {
  /** Of a number: where its bands end. */
  readonly bands: readonly number[];
  readonly effects: Readonly<Record<string, number>>;
  /** What it does on average; 0 for a fact that only holds or does not. */
  readonly usual: number;
}

/** Learned from a tenant's leads that ended. Kept as JSON. */
export interface LeadModel {
  /** Share of the leads that were converted. */
  readonly base: number;
  /** Log odds of a lead of which nothing is known. */
  readonly intercept: number;
  readonly facts: Readonly<Record<string, FactEffects>>;
}

export interface Explained {
  /** Log odds of a lead that is usual in everything and has none of the facts that only hold or do not. */
  readonly start: number;
  /** What each fact adds to it, in log odds; with `start` they add up to the lead's own. */
  readonly effects: readonly { readonly fact: string; readonly effect: number }[];
}

/** What a value is to a model: its band, its kind, or that it holds; null for what does not hold. */
export const markOf = (value: LeadFacts[string], bands: readonly number[]): string | null => {
  if (typeof value === 'boolean') return value ? 'holds' : null;
  return typeof value === 'number' ? `band ${bands.filter((end) => value > end).length}` : `is ${value}`;
};

export const explainLead = (model: LeadModel, facts: LeadFacts): Explained => {
  let start = model.intercept;
  const effects = Object.entries(model.facts).map(([fact, { bands, effects: byMark, usual }]) => {
    const value = facts[fact];
    const mark = value === undefined ? null : markOf(value, bands);
    start += usual;
    return { fact, effect: (mark === null ? 0 : (byMark[mark] ?? 0)) - usual };
  });
  return { start, effects };
};

export const logOddsOf = (model: LeadModel, facts: LeadFacts): number => {
  const { start, effects } = explainLead(model, facts);
  return effects.reduce((sum, { effect }) => sum + effect, start);
};

/** Chance that such a lead is converted. */
export const chanceOf = (model: LeadModel, facts: LeadFacts): number => sigmoid(logOddsOf(model, facts));
