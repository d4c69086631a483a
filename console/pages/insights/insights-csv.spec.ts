import { expect, it } from 'vitest';
import { eachDay } from './each-day.ts';
import { insightsCsv } from './insights-csv.ts';

it('writes a line for each number, empty where nothing stands behind it, and no word that a spreadsheet would run', () => {
  const point = {
    __typename: 'ThresholdPoint',
    threshold: 0.5,
    autoReplyShare: 1,
    errorRate: null,
    errorRateUpper95: 1,
    decisions: 2,
  };
  const spend = {
    __typename: 'Spend',
    from: '2026-02-01T00:00:00.000Z',
    costUsd: 0.5,
    byModel: [
      { __typename: 'ModelSpend', provider: '=cmd()', model: 'a "b", c', calls: 1, inputTokens: 2, outputTokens: 3, costUsd: 4 },
    ],
    byDay: [],
    byAgent: [],
    byIntent: [],
  };
  const csv = insightsCsv({ confidence: { calibration: [], thresholdCurve: [point] }, spend } as never);
  expect(csv.split('\r\n')).toEqual([
    'part,of,measure,value',
    'thresholdCurve,0.5,autoReplyShare,1',
    'thresholdCurve,0.5,errorRate,',
    'thresholdCurve,0.5,errorRateUpper95,1',
    'thresholdCurve,0.5,decisions,2',
    'spend,period,from,2026-02-01T00:00:00.000Z',
    'spend,period,costUsd,0.5',
    `spend by model,"'=cmd() a ""b"", c",calls,1`,
    `spend by model,"'=cmd() a ""b"", c",inputTokens,2`,
    `spend by model,"'=cmd() a ""b"", c",outputTokens,3`,
    `spend by model,"'=cmd() a ""b"", c",costUsd,4`,
    '',
  ]);
});

it('leaves no day of a span out, and has none of the day on which it ends at midnight', () => {
  const span = { from: '2026-02-27T12:00:00Z', to: '2026-03-02T00:00:00Z' };
  const row = { day: '2026-02-28', messages: 3 };
  expect(eachDay(span, [row])).toEqual([
    { day: '2026-02-27', row: undefined },
    { day: '2026-02-28', row },
    { day: '2026-03-01', row: undefined },
  ]);
});
