import type { ConfidenceQuery, InsightsQuery, SpendOfPeriodQuery } from './insights.generated.ts';

type Cell = string | number | null;
export interface Shown {
  readonly insights?: InsightsQuery | undefined;
  readonly confidence?: Pick<ConfidenceQuery, 'calibration' | 'thresholdCurve'> | undefined;
  readonly spend?: SpendOfPeriodQuery | undefined;
}

const HEAD: readonly Cell[] = ['part', 'of', 'measure', 'value'];

/** What the page shows, a line for each number (RFC 4180), with the names and units of the API. */
export function insightsCsv({ insights, confidence, spend }: Shown): string {
  const rows: (readonly Cell[])[] = [HEAD];
  const add = (part: string, of: string, measures: object): void => {
    for (const [measure, value] of Object.entries(measures))
      if (measure !== '__typename' && (value === null || typeof value !== 'object'))
        rows.push([part, of, measure, value as Cell]);
  };
  if (insights) {
    add('insights', 'period', insights.insights);
    add('insights', 'period before', insights.before);
    for (const { day, ...measures } of insights.insights.byDay) add('insights by day', day, measures);
    for (const { name, ...measures } of insights.insights.byPlatform) add('insights by platform', name, measures);
    for (const { name, ...measures } of insights.insights.byIntent) add('insights by intent', name, measures);
  }
  for (const { from, to, ...measures } of confidence?.calibration ?? []) add('calibration', `${from}-${to}`, measures);
  for (const { threshold, ...measures } of confidence?.thresholdCurve ?? []) add('thresholdCurve', String(threshold), measures);
  if (spend) {
    add('spend', 'period', spend.spend);
    add('spend', 'period before', spend.before);
    for (const { day, byModel, ...measures } of spend.spend.byDay) {
      add('spend by day', day, measures);
      for (const { provider, model, ...ofModel } of byModel)
        add('spend by day and model', `${day} ${provider} ${model}`, ofModel);
    }
    for (const { provider, model, ...measures } of spend.spend.byModel) add('spend by model', `${provider} ${model}`, measures);
    for (const { name, ...measures } of spend.spend.byAgent) add('spend by agent', name, measures);
    for (const { name, ...measures } of spend.spend.byIntent) add('spend by intent', name, measures);
    add('spend of month', 'all', spend.month);
  }
  return rows.map((row) => `${row.map(written).join(',')}\r\n`).join('');
}

/** A word that a spreadsheet would take for a formula is marked as a word. */
function written(cell: Cell): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell);
  const word = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(word) ? `"${word.replaceAll('"', '""')}"` : word;
}
