import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { Entity } from '../agents/entity.ts';
import { readAnalysis } from '../run/read-sealed.ts';
import type { Run } from '../run/run.entity.ts';
import { type CorrectedEntity, withCorrections } from './corrected-entities.ts';

/** Null where nobody corrected them, or what was said cannot be read any more. */
export async function readCorrectedEntities(ctx: Ctx, run: Run): Promise<Entity[] | null> {
  const [row] = await ctx.em.execute<{ entities: Buffer | null }[]>(
    `select entities from "${schemaOf(ctx.tenant)}".correction where run_id = ?`,
    [run.id],
  );
  if (!row?.entities) return null;
  const said = await ctx.vault.open({ table: 'correction', column: 'entities', rowId: run.id }, row.entities);
  if (said === null) return null;
  // written by this process's own code and authenticated by the seal
  return withCorrections((await readAnalysis(ctx, run))?.entities ?? [], JSON.parse(said) as CorrectedEntity[]);
}
