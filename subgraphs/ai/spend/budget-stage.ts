import { registerEnumType } from 'type-graphql';

export const BudgetStage = {
  NORMAL: 'NORMAL',
  WARNING: 'WARNING',
  CHEAPER_MODELS: 'CHEAPER_MODELS',
  CACHE_AND_REVIEW_ONLY: 'CACHE_AND_REVIEW_ONLY',
} as const;
export type BudgetStage = keyof typeof BudgetStage;
registerEnumType(BudgetStage, {
  name: 'BudgetStage',
  description: "How much of the month's budget is spent, and what that means.",
  valuesConfig: {
    NORMAL: { description: 'Less than three quarters, or there is no budget.' },
    WARNING: { description: 'Three quarters: the team is told.' },
    CHEAPER_MODELS: { description: 'Nine tenths: every call goes to the cheapest models.' },
    CACHE_AND_REVIEW_ONLY: {
      description:
        'What is left pays for no call: no model of a vendor is asked; replies from the cache go on, and people answer the rest.',
    },
  },
});

const NANO = 1_000_000_000;
export const toNano = (usd: number): number => Math.round(usd * NANO);
export const toUsd = (nano: number): number => nano / NANO;

export interface MonthStanding {
  readonly spent: number;
  /** Null: none. */
  readonly budget: number | null;
  /** The budget at which a call could not be paid. */
  readonly exhaustedAt: number | null;
}

const WARNING_SHARE = 0.75;
const CHEAPER_SHARE = 0.9;

/** Of what is spent for good: what is put aside for calls under way comes back for the most part. */
export function stageOf({ spent, budget, exhaustedAt }: MonthStanding): BudgetStage {
  if (budget === null) return BudgetStage.NORMAL;
  if (spent >= budget || (exhaustedAt !== null && exhaustedAt >= budget)) return BudgetStage.CACHE_AND_REVIEW_ONLY;
  if (spent >= budget * CHEAPER_SHARE) return BudgetStage.CHEAPER_MODELS;
  return spent >= budget * WARNING_SHARE ? BudgetStage.WARNING : BudgetStage.NORMAL;
}

const ORDER = Object.keys(BudgetStage);
export const isAtLeast = (stage: BudgetStage, other: BudgetStage): boolean => ORDER.indexOf(stage) >= ORDER.indexOf(other);

/** The first day of a moment's calendar month in UTC, as PostgreSQL writes a date. */
export const monthOf = (at: Date): string => `${at.toISOString().slice(0, 7)}-01`;
