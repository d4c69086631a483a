import { MOST_SERIES } from '../../components/ui/charts/stack-bars.ts';

interface Cost {
  readonly provider: string;
  readonly model: string;
  readonly costUsd: number;
}

interface SpendByDay {
  /** Dearest first; null: all the others together. */
  readonly models: readonly (string | null)[];
  /** For each day what each of the models cost. */
  readonly days: readonly (readonly number[])[];
}

/** What each model cost on each day. More models than a chart has colours: the cheapest count as one. */
export function spendByDay(
  byModel: readonly Cost[],
  days: readonly ({ readonly byModel: readonly Cost[] } | undefined)[],
): SpendByDay {
  const named = byModel.length > MOST_SERIES ? byModel.slice(0, MOST_SERIES - 1) : byModel;
  const places = new Map(named.map((model, place) => [keyOf(model), place]));
  const hasOthers = named.length < byModel.length;
  // two vendors may call a model by one name
  const isTwice = (model: string): boolean => named.filter((other) => other.model === model).length > 1;
  return {
    models: [
      ...named.map(({ provider, model }) => (isTwice(model) ? `${provider} ${model}` : model)),
      ...(hasOthers ? [null] : []),
    ],
    days: days.map((day) => {
      const costs: number[] = new Array(named.length + (hasOthers ? 1 : 0)).fill(0);
      for (const spent of day?.byModel ?? []) {
        const place = places.get(keyOf(spent)) ?? named.length;
        costs[place] = (costs[place] ?? 0) + spent.costUsd;
      }
      return costs;
    }),
  };
}

const keyOf = ({ provider, model }: Cost): string => `${provider} ${model}`;

/** How much of the month that begins then (UTC, as the budget counts) is over, and what a day may cost for the budget to last. */
export function monthOf(from: string, now: Date): { readonly shareOver: number; readonly perDay: (budget: number) => number } {
  const first = new Date(from);
  const end = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 1);
  const over = (now.getTime() - first.getTime()) / (end - first.getTime());
  const days = Math.round((end - first.getTime()) / 86_400_000);
  return { shareOver: Math.min(1, Math.max(0, over)), perDay: (budget) => budget / days };
}
