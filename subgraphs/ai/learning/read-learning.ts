import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { LessonCount, LessonKind } from './lesson-count.type.ts';
import { readCorrections } from './read-corrections.ts';
import { readSealedLessons } from './tenant-lessons.ts';

export async function readLearning(ctx: Ctx): Promise<LessonCount[]> {
  const schema = schemaOf(ctx.tenant);
  const rows = await ctx.em.execute<{ kind: LessonKind; kept: number; since: string | Date | null }[]>(
    `select 'INTENT' as kind, count(intent)::int as kept, max(corrected_at) filter (where intent is not null) as since from "${schema}".correction
     union all
     select 'PASSAGE', count(passage_id)::int, max(corrected_at) filter (where passage_id is not null) from "${schema}".correction
     union all
     select 'ENTITY', count(entities)::int, max(corrected_at) filter (where entities is not null) from "${schema}".correction
     union all
     select 'DECISION', count(*)::int, max(decided_at) from "${schema}".review where status in ('APPROVED', 'REJECTED') and final_at is not null`,
  );
  // those of an erased contact stand there and cannot be read
  const [intents, lessons] = await Promise.all([readCorrections(ctx), readSealedLessons(ctx)]);
  const inForce: Partial<Record<LessonKind, number>> = {
    INTENT: intents.length,
    PASSAGE: lessons.filter(({ passageId }) => passageId !== null).length,
    ENTITY: lessons.filter(({ entities }) => entities.length > 0).length,
  };
  return rows.map(({ kind, kept, since }) => ({
    kind,
    kept,
    inForce: inForce[kind] ?? kept,
    since: since === null ? null : new Date(since),
  }));
}
