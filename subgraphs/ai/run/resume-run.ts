import type { Ctx } from '#kernel/tenancy/context.ts';
import type { Analysis } from './analysis.ts';
import { readAnalysis, readStepTexts } from './read-sealed.ts';
import { Run } from './run.entity.ts';
import { RunStatus } from './run-status.ts';
import type { Step } from './run-step.ts';

/** What an earlier delivery found out. `done`: there is nothing left to do, or the contact was erased meanwhile. */
export async function resumeRun(ctx: Ctx, runId: string): Promise<{ analysis: Analysis; steps: Step[]; trouble: null } | 'done'> {
  const run = await ctx.em.findOneOrFail(Run, { id: runId });
  if (run.status !== RunStatus.RUNNING) return 'done';
  const analysis = await readAnalysis(ctx, run);
  if (!analysis) return 'done';
  const texts = (await readStepTexts(ctx, run)) ?? [];
  return {
    analysis,
    trouble: null,
    steps: run.steps.flatMap((record, index) => (texts[index] ? [{ record, text: texts[index] }] : [])),
  };
}
