import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { DocumentPassage } from './knowledge.type.ts';

type Row = Omit<DocumentPassage, 'lastUsedAt'> & { readonly lastUsedAt: Date | string | null };

/** The passages that a document has now, in its order, and how many runs' drafts stood on each: the runs are read once for all of them. */
export async function listPassages(ctx: Ctx, documentId: string): Promise<DocumentPassage[]> {
  const schema = schemaOf(ctx.tenant);
  const rows = await ctx.em.execute<Row[]>(
    `select p.id, p.title, p.text, coalesce(u.uses, 0) as "timesUsed", u.last_at as "lastUsedAt"
     from "${schema}".knowledge_passage p
     left join (select s->>'passageId' as id, count(*)::int as uses, max(r.created_at) as last_at
                from "${schema}".run r, jsonb_array_elements(r.sources) s
                where r.sources @> jsonb_build_array(jsonb_build_object('documentId', ?::uuid))
                group by 1) u on u.id = p.id::text
     where p.document_id = ? order by p.ordinal`,
    [documentId, documentId],
  );
  return rows.map((row) => ({ ...row, lastUsedAt: row.lastUsedAt === null ? null : new Date(row.lastUsedAt) }));
}
