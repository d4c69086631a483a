import { batched } from '#kernel/graph/batched.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';

export interface Uses {
  /** Runs whose draft stood on it. */
  readonly count: number;
  /** When the latest of these began; null where there is none. */
  readonly lastAt: Date | null;
}

/**
 * How many runs' drafts stood on each document. Counted when somebody asks: a counter in the document's row would have every message
 * wait for the one before it, since most messages stand on the same few documents.
 */
export const countUses = batched<string, Uses>(async (ctx, ids) => {
  const rows = await ctx.em.execute<{ id: string; uses: number; lastAt: Date | string | null }[]>(
    `select d.id, u.uses, u.last_at as "lastAt" from unnest(?::uuid[]) as d (id), lateral (
       select count(*)::int as uses, max(r.created_at) as last_at from "${schemaOf(ctx.tenant)}".run r
       where r.sources @> jsonb_build_array(jsonb_build_object('documentId', d.id))) u`,
    [`{${ids.join(',')}}`],
  );
  return new Map(rows.map(({ id, uses, lastAt }) => [id, { count: uses, lastAt: lastAt === null ? null : new Date(lastAt) }]));
});
