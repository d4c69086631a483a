import { batched } from '#kernel/graph/batched.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';

/**
 * How many runs' drafts stood on each document. Counted when somebody asks: a counter in the document's row would have every message
 * wait for the one before it, since most messages stand on the same few documents.
 */
export const countUses = batched<string, number>(async (ctx, ids) => {
  const rows = await ctx.em.execute<{ id: string; uses: number }[]>(
    `select d.id, (select count(*)::int from "${schemaOf(ctx.tenant)}".run r
                   where r.sources @> jsonb_build_array(jsonb_build_object('documentId', d.id))) as uses
     from unnest(?::uuid[]) as d (id)`,
    [`{${ids.join(',')}}`],
  );
  return new Map(rows.map(({ id, uses }) => [id, uses]));
});
