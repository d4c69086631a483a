import { expect, it } from 'vitest';
import { MOST_SERIES } from '../../components/ui/charts/stack-bars.ts';
import { monthOf, spendByDay } from './spend-by-day.ts';

const spent = (model: string, costUsd: number, provider = 'openai') => ({ provider, model, costUsd });

it('has a place for each model on each day, on which it was called or not, the dearest first', () => {
  const byModel = [spent('large', 5), spent('small', 2), spent('small', 1, 'gemini')];
  const days = [{ byModel: [spent('small', 2), spent('large', 1)] }, undefined, { byModel: byModel.toReversed() }];
  expect(spendByDay(byModel, days)).toEqual({
    models: ['large', 'openai small', 'gemini small'],
    days: [
      [1, 2, 0],
      [0, 0, 0],
      [5, 2, 1],
    ],
  });
});

it('counts the cheapest as one where there are more than a chart has colours, and loses nothing', () => {
  const byModel = Array.from({ length: MOST_SERIES + 2 }, (_, place) => spent(`model ${place}`, 100 - place));
  const { models, days } = spendByDay(byModel, [{ byModel }]);
  expect(models).toHaveLength(MOST_SERIES);
  expect(models.at(-1)).toBeNull();
  const sum = (values: readonly number[] = []): number => values.reduce((all, value) => all + value, 0);
  expect(sum(days[0])).toBe(sum(byModel.map(({ costUsd }) => costUsd)));
});

it('measures the budget by the month that it is for', () => {
  const { shareOver, perDay } = monthOf('2026-02-01T00:00:00.000Z', new Date('2026-02-15T00:00:00Z'));
  expect([shareOver, perDay(56)]).toEqual([0.5, 2]);
  expect(monthOf('2026-02-01T00:00:00.000Z', new Date('2026-03-02T00:00:00Z')).shareOver).toBe(1);
});
