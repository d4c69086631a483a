import { newId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { detectLanguage } from '../agents/detect-language.ts';
import { documentSource, documentText, documentTitle } from './document-text.ts';
import { KnowledgeDocument } from './knowledge-document.entity.ts';
import { splitPassages } from './split-passages.ts';
import { storePassages } from './store-passages.ts';

/** Splits and indexes in the caller's transaction: a document that is there is found. */
export async function addKnowledgeDocument(
  ctx: Ctx,
  input: { title: string; text: string; source?: string | null | undefined },
): Promise<KnowledgeDocument> {
  const title = documentTitle(input.title);
  const text = documentText(input.text);
  const passages = splitPassages(title, text);
  const now = ctx.clock.now();
  const document = ctx.em.create(KnowledgeDocument, {
    id: newId(),
    title,
    text,
    source: documentSource(input.source),
    language: detectLanguage(`${title}\n${text}`) ?? 'und',
    passageCount: passages.length,
    createdAt: now,
    updatedAt: now,
  });
  await ctx.em.flush();
  await storePassages(ctx, document, passages);
  return document;
}
