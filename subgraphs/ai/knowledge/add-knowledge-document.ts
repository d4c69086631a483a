import { publish, type Tx } from '#kernel/messaging/transaction.ts';
import { newId } from '#kernel/persistence/new-id.ts';
import { knowledgeChanged } from '#schema/events/knowledge-changed.v1.ts';
import { detectLanguage } from '../agents/detect-language.ts';
import { requireReplayOfKnowledge } from '../replay/require-replay.ts';
import { documentSource, documentText, documentTitle } from './document-text.ts';
import { KnowledgeDocument, KnowledgeStatus } from './knowledge-document.entity.ts';
import { splitPassages } from './split-passages.ts';
import { storePassages } from './store-passages.ts';

/** Splits and indexes the words in the caller's transaction: a document that is there is found. Its vectors follow. */
export async function addKnowledgeDocument(
  tx: Tx,
  input: { title: string; text: string; source?: string | null | undefined },
): Promise<KnowledgeDocument> {
  const title = documentTitle(input.title);
  const text = documentText(input.text);
  const passages = splitPassages(title, text);
  const now = tx.clock.now();
  const document = tx.em.create(KnowledgeDocument, {
    id: newId(),
    title,
    text,
    source: documentSource(input.source),
    language: detectLanguage(`${title}\n${text}`) ?? 'und',
    passageCount: passages.length,
    status: KnowledgeStatus.INDEXING,
    contentVersion: 1,
    attempts: 0,
    createdAt: now,
    updatedAt: now,
  });
  await requireReplayOfKnowledge(tx, { documentId: null, content: { title, text } }, passages.length);
  await tx.em.flush();
  await storePassages(tx, document, passages);
  publish(tx, knowledgeChanged, { key: document.id, data: { documentId: document.id, contentVersion: 1 } });
  return document;
}
