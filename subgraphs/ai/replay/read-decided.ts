import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { HeldBack } from '../confidence/held-back.ts';
import type { HeadInput } from '../confidence/tenant-head.ts';
import type { Analysis } from '../run/analysis.ts';
import type { SourceRecord, StepRecord, StepText } from '../run/run.entity.ts';
import type { Intent } from '../run/run-enums.ts';

/** A message that a person decided about, without its texts. */
export interface DecidedRow {
  readonly runId: string;
  readonly reviewId: string;
  readonly contactId: string;
  readonly revision: number;
  readonly recipe: string | null;
  readonly intent: Intent | null;
  /** The head's, before calibration; null without a draft. */
  readonly score: number | null;
  readonly heldBack: readonly HeldBack[];
  readonly countsForBound: boolean;
  /** What the head read of the draft; null where nothing was kept. */
  readonly features: HeadInput['features'];
  readonly channel: string | null;
  readonly language: string | null;
  readonly isRejected: boolean;
  readonly edited: boolean;
  readonly hasDraft: boolean;
  readonly sources: readonly SourceRecord[];
  readonly steps: readonly StepRecord[];
  readonly costUsd: number;
  readonly latencyMs: number | null;
  readonly createdAtMs: number;
}

export interface DecidedTexts {
  /** What the agents read of the message. */
  readonly text: string;
  readonly analysis: Analysis;
  readonly draft: string | null;
  readonly final: string | null;
}

interface Sealed {
  analysis: Buffer | null;
  draftText: Buffer | null;
  stepTexts: Buffer | null;
  finalText: Buffer | null;
}

const columns = `r.id as "runId", v.id as "reviewId", r.contact_id as "contactId", r.revision, r.recipe, r.intent, r.score,
  r.held_back as "heldBack", r.features, r.channel, r.language, r.counts_for_bound as "countsForBound", v.status = 'REJECTED' as "isRejected",
  v.edited or v.redrafts > 0 as edited,
  r.draft_text is not null or r.score is not null as "hasDraft", r.sources, r.steps, r.cost_usd as "costUsd", r.latency_ms as "latencyMs",
  (extract(epoch from r.created_at) * 1000)::float8 as "createdAtMs"`;

/** The latest decisions of persons. With `withTexts` those alone whose texts stand: expired and retracted ones cannot be written again. */
export const latestDecisions = (ctx: Ctx, last: number, withTexts: boolean): Promise<DecidedRow[]> => {
  const schema = schemaOf(ctx.tenant);
  return ctx.em.execute<DecidedRow[]>(
    `select ${columns} from "${schema}".review v join "${schema}".run r on r.id = v.run_id
     where v.final_at is not null and v.status in ('SENDING', 'APPROVED', 'REJECTED')
       and ${withTexts ? 'r.step_texts is not null and r.analysis is not null' : 'r.recipe is not null and r.score is not null'}
     order by v.decided_at desc, v.id desc limit ?`,
    [last],
  );
};

/** Null where they cannot be read any more: the contact was erased, or the time of the message is over. */
export async function readDecidedTexts(ctx: Ctx, { runId, reviewId, steps }: DecidedRow): Promise<DecidedTexts | null> {
  const schema = schemaOf(ctx.tenant);
  const [sealed] = await ctx.em.execute<Sealed[]>(
    `select r.analysis, r.draft_text as "draftText", r.step_texts as "stepTexts", v.final_text as "finalText"
     from "${schema}".run r join "${schema}".review v on v.run_id = r.id where r.id = ?`,
    [runId],
  );
  if (!sealed) return null;
  const open = (table: 'run' | 'review', column: string, bytes: Buffer | null): Promise<string | null> =>
    bytes === null ? Promise.resolve(null) : ctx.vault.open({ table, column, rowId: table === 'run' ? runId : reviewId }, bytes);
  const [analysis, draft, stepTexts, final] = await Promise.all([
    open('run', 'analysis', sealed.analysis),
    open('run', 'draft_text', sealed.draftText),
    open('run', 'step_texts', sealed.stepTexts),
    open('review', 'final_text', sealed.finalText),
  ]);
  if (analysis === null || stepTexts === null) return null;
  // sealed by this process's own code: it is what was put in
  const texts = JSON.parse(stepTexts) as StepText[];
  const text = texts[steps.findIndex(({ agent }) => agent === 'INTENT_CLASSIFIER')]?.input ?? '';
  return text.trim() === '' ? null : { text, analysis: JSON.parse(analysis) as Analysis, draft, final };
}

export const decidedByRun = (ctx: Ctx, runIds: readonly string[]): Promise<DecidedRow[]> => {
  const schema = schemaOf(ctx.tenant);
  return ctx.em.execute<DecidedRow[]>(
    `select ${columns} from "${schema}".review v join "${schema}".run r on r.id = v.run_id where r.id = any (?::uuid[])`,
    [`{${runIds.join(',')}}`],
  );
};
