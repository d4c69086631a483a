import { expect, it } from 'vitest';
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
    byDay: [{ day: '2026-02-01', costUsd: 4, byModel: [{ provider: 'openai', model: 'small', calls: 1, costUsd: 4 }] }],
    byAgent: [],
    byIntent: [],
  };
  const csv = insightsCsv({
    confidence: { calibration: [], thresholdCurve: [point] },
    spend: { spend, before: {}, month: { budgetUsd: null } },
  } as never);
  expect(csv.split('\r\n')).toEqual([
    'part,of,measure,value',
    'thresholdCurve,0.5,autoReplyShare,1',
    'thresholdCurve,0.5,errorRate,',
    'thresholdCurve,0.5,errorRateUpper95,1',
    'thresholdCurve,0.5,decisions,2',
    'spend,period,from,2026-02-01T00:00:00.000Z',
    'spend,period,costUsd,0.5',
    'spend by day,2026-02-01,costUsd,4',
    'spend by day and model,2026-02-01 openai small,calls,1',
    'spend by day and model,2026-02-01 openai small,costUsd,4',
    `spend by model,"'=cmd() a ""b"", c",calls,1`,
    `spend by model,"'=cmd() a ""b"", c",inputTokens,2`,
    `spend by model,"'=cmd() a ""b"", c",outputTokens,3`,
    `spend by model,"'=cmd() a ""b"", c",costUsd,4`,
    'spend of month,all,budgetUsd,',
    '',
  ]);
});
