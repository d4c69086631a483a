import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { VectorIndex, VectorItem } from '../connectors/vector-index.ts';
import { makeVectors, type PassageText } from './make-vectors.ts';
import type { VectorSpaceRow } from './vector-spaces.ts';
import type { Vectors } from './vectors.ts';

interface IndexedDocument {
  readonly documentId: string;
  /** Null when the document is gone. */
  readonly contentVersion: number | null;
  readonly passages: readonly PassageText[] | null;
  /** What may stand in the space for it already. */
  readonly written: readonly string[] | null;
}

/**
 * Brings what a space holds of these documents to what they are now; one that is gone is deleted from it. Idempotent, and safe to stop
 * anywhere: what is about to be written is recorded before, so that nothing is ever there that nobody knows of. Two at once leave the
 * later state of the document, or a record that it is to be done again. Throws where the embedding model or the index does.
 */
export async function indexDocuments(
  ctx: Ctx,
  vectors: Vectors,
  space: VectorSpaceRow,
  documentIds: readonly string[],
  options: { readonly from: VectorSpaceRow | null; readonly signal: AbortSignal },
): Promise<void> {
  const index = vectors.indexes[space.store];
  if (!index) throw new Error(`there are no credentials for the vector index ${space.store}`);
  const read = await readDocuments(ctx, space, documentIds);
  const here = read.filter((document) => document.contentVersion !== null);
  for (const document of read)
    if (document.contentVersion === null) await removeDocument(ctx, index, space, document, options.signal);
  if (here.length === 0) return;

  await announce(ctx, space, here);
  const passages = here.flatMap(({ documentId, passages }) => (passages ?? []).map((passage) => ({ ...passage, documentId })));
  const made = await makeVectors(ctx, vectors, options.from, passages, options.signal);
  const items = passages.flatMap(({ passageId, documentId }): VectorItem[] => {
    const vector = made.get(passageId);
    // a passage of punctuation has no direction: full text alone could find it
    return vector ? [{ passageId, documentId, vector }] : [];
  });
  if (items.length > 0) await index.upsert(ctx, space, items, options.signal);
  for (const document of here) await finish(ctx, index, space, document, options.signal);
}

const passageIdsOf = ({ passages }: IndexedDocument): string[] => (passages ?? []).map(({ passageId }) => passageId);
const idList = (ids: readonly string[]): string => `{${ids.join(',')}}`;

async function readDocuments(ctx: Ctx, space: VectorSpaceRow, documentIds: readonly string[]): Promise<IndexedDocument[]> {
  const schema = schemaOf(ctx.tenant);
  return ctx.em.execute<IndexedDocument[]>(
    `select a.id as "documentId", d.content_version as "contentVersion", to_jsonb(i.passage_ids) as written,
            (select jsonb_agg(jsonb_build_object('passageId', p.id, 'title', p.title, 'text', p.text) order by p.ordinal)
             from "${schema}".knowledge_passage p where p.document_id = d.id) as passages
     from unnest(?::uuid[]) a (id)
     left join "${schema}".knowledge_document d on d.id = a.id
     left join "${schema}".indexed_document i on i.generation = ? and i.document_id = a.id
     where i.content_version is null or i.content_version is distinct from d.content_version`,
    [idList(documentIds), space.generation],
  );
}

async function removeDocument(
  ctx: Ctx,
  index: VectorIndex,
  space: VectorSpaceRow,
  { documentId, written }: IndexedDocument,
  signal: AbortSignal,
): Promise<void> {
  if (written && written.length > 0) await index.deletePassages(ctx, space, written, signal);
  await ctx.em.execute(`delete from "${schemaOf(ctx.tenant)}".indexed_document where generation = ? and document_id = ?`, [
    space.generation,
    documentId,
  ]);
}

async function announce(ctx: Ctx, space: VectorSpaceRow, documents: readonly IndexedDocument[]): Promise<void> {
  const rows = documents.map((document) => ({ document_id: document.documentId, passage_ids: passageIdsOf(document) }));
  await ctx.em.execute(
    `insert into "${schemaOf(ctx.tenant)}".indexed_document as i (generation, document_id, content_version, passage_ids)
     select ?, r.document_id, null, r.passage_ids from jsonb_to_recordset(?::jsonb) as r (document_id uuid, passage_ids uuid[])
     on conflict (generation, document_id) do update set content_version = null,
       passage_ids = array(select distinct id from unnest(i.passage_ids || excluded.passage_ids) as id)`,
    [space.generation, JSON.stringify(rows)],
  );
}

async function finish(
  ctx: Ctx,
  index: VectorIndex,
  space: VectorSpaceRow,
  document: IndexedDocument,
  signal: AbortSignal,
): Promise<void> {
  const schema = schemaOf(ctx.tenant);
  const { documentId, contentVersion } = document;
  const ids = passageIdsOf(document);
  const outdated = (document.written ?? []).filter((id) => !ids.includes(id));
  if (outdated.length > 0) await index.deletePassages(ctx, space, outdated, signal);
  const [row] = await ctx.em.execute<{ finished: number }[]>(
    `with current as (select from "${schema}".knowledge_document where id = ? and content_version = ? for update),
     done as (
       update "${schema}".indexed_document set content_version = ?, passage_ids = ?::uuid[]
       where generation = ? and document_id = ? and exists (select from current) returning 1),
     ready as (
       update "${schema}".knowledge_document set status = 'READY', error = null, attempts = 0, retry_at = null
       where id = ? and content_version = ? and (status <> 'READY' or attempts > 0) returning 1)
     select (select count(*)::int from done) as finished, (select count(*) from ready) as ready`,
    [documentId, contentVersion, contentVersion, idList(ids), space.generation, documentId, documentId, contentVersion],
  );
  // it changed or went meanwhile: whoever wrote its new passages may have looked before ours stood there
  if (row?.finished === 0 && ids.length > 0) await index.deletePassages(ctx, space, ids, signal);
}
