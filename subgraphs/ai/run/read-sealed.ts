import type { Ctx } from '#kernel/tenancy/context.ts';
import type { Analysis } from './analysis.ts';
import type { Run, StepText } from './run.entity.ts';

/** Each is null when the run has none, or when its contact was erased. */
export const readDraftText = (ctx: Ctx, run: Run): Promise<string | null> => open(ctx, run, 'draft_text', run.draftText);

export const readAnalysis = async (ctx: Ctx, run: Run): Promise<Analysis | null> =>
  parsed<Analysis>(await open(ctx, run, 'analysis', run.analysis));

export const readStepTexts = async (ctx: Ctx, run: Run): Promise<readonly StepText[] | null> =>
  parsed<StepText[]>(await open(ctx, run, 'step_texts', run.stepTexts));

type SealedColumn = 'draft_text' | 'analysis' | 'step_texts';

/** Seals for the column that the functions above read. */
export const sealFor = (ctx: Ctx, run: { id: string; contactId: string }, column: SealedColumn, text: string): Promise<Buffer> =>
  ctx.vault.seal(run.contactId, { table: 'run', column, rowId: run.id }, text);

const open = async (ctx: Ctx, run: Run, column: SealedColumn, sealed: Uint8Array | null | undefined): Promise<string | null> =>
  sealed ? ctx.vault.open({ table: 'run', column, rowId: run.id }, sealed) : null;

// written by this process's own code and authenticated by the seal: it is what was put in
const parsed = <T>(json: string | null): T | null => (json === null ? null : (JSON.parse(json) as T));
