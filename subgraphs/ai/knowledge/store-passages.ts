import { newId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { forgetRepliesOn } from '../cache/forget-replies.ts';
import type { KnowledgeDocument } from './knowledge-document.entity.ts';
import type { Passage } from './split-passages.ts';
import { textSearchConfiguration } from './text-search-configuration.ts';

/** Replaces a document's passages. The document's row must stand already. PostgreSQL indexes them as it stores them. */
export async function storePassages(ctx: Ctx, document: KnowledgeDocument, passages: readonly Passage[]): Promise<void> {
  const schema = schemaOf(ctx.tenant);
  const rows = passages.map((passage, ordinal) => ({ id: newId(), ordinal, title: passage.title, text: passage.text }));
  await forgetRepliesOn(ctx, document.id);
  await ctx.em.execute(`delete from "${schema}".knowledge_passage where document_id = ?`, [document.id]);
  await ctx.em.execute(
    `insert into "${schema}".knowledge_passage (id, document_id, ordinal, title, text, configuration)
     select p.id, ?::uuid, p.ordinal, p.title, p.text, ?::regconfig
     from jsonb_to_recordset(?::jsonb) as p (id uuid, ordinal int, title text, text text)`,
    [document.id, textSearchConfiguration(document.language), JSON.stringify(rows)],
  );
}
