import { expect, it } from 'vitest';
import { stackBars } from './stack-bars.ts';

it('lays each value on the ones below it, and leaves out what is nothing', () => {
  const { bars, top } = stackBars([[3, 0, 2], [0, 0, 0], [1]], null);
  expect(bars).toEqual([
    {
      total: 5,
      spans: [
        { series: 0, from: 0, to: 3 },
        { series: 2, from: 3, to: 5 },
      ],
    },
    { total: 0, spans: [] },
    { total: 1, spans: [{ series: 0, from: 0, to: 1 }] },
  ]);
  expect(top).toBe(5);
});

it('draws a limit that is near enough to leave the bars room, and says of one beyond that it is not drawn', () => {
  expect(stackBars([[2, 2]], 10)).toMatchObject({ top: 10, isLimitDrawn: true });
  expect(stackBars([[2, 2]], 3)).toMatchObject({ top: 4, isLimitDrawn: true });
  expect(stackBars([[2, 2]], 40)).toMatchObject({ top: 4, isLimitDrawn: false });
  expect(stackBars([[]], 40)).toMatchObject({ top: 40, isLimitDrawn: true });
});

it('has a height to divide by, whatever there is', () => {
  for (const points of [[], [[]], [[0, 0]]]) expect(stackBars(points, null).top).toBe(1);
  expect(stackBars([[0]], 0)).toMatchObject({ top: 1, isLimitDrawn: false });
});
