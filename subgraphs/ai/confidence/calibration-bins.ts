import { type DecidedDraft, weightOf } from './decided-draft.ts';

const BINS = 10;

export interface CalibrationBar {
  readonly from: number;
  readonly to: number;
  readonly decisions: number;
  /** Null without decisions, as is the next. */
  readonly meanConfidence: number | null;
  readonly approvedUnchanged: number | null;
}

/** Confidence as it stood, beside how often the draft was sent as it stood; each decision stands for those that nobody saw, too. */
export function calibrationBins(decided: readonly (DecidedDraft & { readonly confidence: number })[]): CalibrationBar[] {
  return Array.from({ length: BINS }, (_, at) => {
    const own = decided.filter(({ confidence }) => Math.min(BINS - 1, Math.floor(confidence * BINS)) === at);
    const weight = own.reduce((sum, draft) => sum + weightOf(draft), 0);
    const mean = (value: (draft: (typeof own)[number]) => number): number | null =>
      weight === 0 ? null : own.reduce((sum, draft) => sum + weightOf(draft) * value(draft), 0) / weight;
    return {
      from: at / BINS,
      to: (at + 1) / BINS,
      decisions: own.length,
      meanConfidence: mean(({ confidence }) => confidence),
      approvedUnchanged: mean(({ unchanged }) => Number(unchanged)),
    };
  });
}
