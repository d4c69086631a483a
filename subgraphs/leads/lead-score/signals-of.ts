import type { Ctx } from '#kernel/tenancy/context.ts';
import { type Evidence, openEvidence } from './evidence.ts';
import type { LeadScore } from './lead-score.entity.ts';
import { ScoreSignal } from './score-signal.type.ts';

/** Largest effect first. The evidence is opened once, when the first signal is asked for it. */
export const signalsOf = (ctx: Ctx, score: LeadScore): ScoreSignal[] => {
  let opened: Promise<Evidence> | null = null;
  const evidenceAt = async (index: number): Promise<string | null> => {
    opened ??= openEvidence(ctx, score);
    return (await opened)[index] ?? null;
  };
  return score.recordedSignals
    .map(({ name, points }, index) => new ScoreSignal(name, points, () => evidenceAt(index)))
    .sort((one, other) => Math.abs(other.points) - Math.abs(one.points));
};
