import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { LabelledMessage } from '../agents/load-intent-seeds.ts';
import type { Intent } from '../run/run-enums.ts';

/** The seeds are about as many; more would only make learning longer. */
const MOST = 2_000;

/** The latest messages whose intent a member said; those of an erased contact cannot be read any more. */
export async function readCorrections(ctx: Ctx): Promise<LabelledMessage[]> {
  const rows = await ctx.em.execute<{ runId: string; intent: Intent; text: Buffer }[]>(
    `select run_id as "runId", intent, text from "${schemaOf(ctx.tenant)}".correction
     where intent is not null and text is not null order by corrected_at desc, run_id limit ${MOST}`,
  );
  const read = await Promise.all(
    rows.map(async ({ runId, intent, text }) => ({
      intent,
      text: await ctx.vault.open({ table: 'correction', column: 'text', rowId: runId }, text),
    })),
  );
  return read.flatMap(({ text, intent }) => (text === null ? [] : [{ text, intent }]));
}

/** 0: nobody ever corrected anything. */
export async function readLessonVersion(ctx: Ctx): Promise<number> {
  const [row] = await ctx.em.execute<{ version: number }[]>(`select version from "${schemaOf(ctx.tenant)}".learning_state`);
  return row?.version ?? 0;
}
