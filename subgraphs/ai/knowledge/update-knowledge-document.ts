import { LockMode } from '@mikro-orm/core';
import { notFound } from '#kernel/errors/public-error.ts';
import { publish, type Tx } from '#kernel/messaging/transaction.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import { knowledgeChanged } from '#schema/events/knowledge-changed.v1.ts';
import { detectLanguage } from '../agents/detect-language.ts';
import { requireReplayOfKnowledge } from '../replay/require-replay.ts';
import { documentSource, documentText, documentTitle } from './document-text.ts';
import { KnowledgeDocument, KnowledgeStatus } from './knowledge-document.entity.ts';
import { splitPassages } from './split-passages.ts';
import { storePassages } from './store-passages.ts';

export interface KnowledgeDocumentChanges {
  readonly id: string;
  /** Absent or null: stays as it is. */
  readonly title?: string | null | undefined;
  readonly text?: string | null | undefined;
  /** Absent: stays; null: taken away. */
  readonly source?: string | null | undefined;
}

/** Drafts made before keep the passages as they read then. Needs a transaction: two changes at once must not mix their passages. */
export async function updateKnowledgeDocument(tx: Tx, changes: KnowledgeDocumentChanges): Promise<KnowledgeDocument> {
  const document = isId(changes.id)
    ? await tx.em.findOne(KnowledgeDocument, { id: changes.id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true })
    : null;
  if (!document) throw notFound('The knowledge document');
  if (changes.title != null) document.title = documentTitle(changes.title);
  if (changes.text != null) document.text = documentText(changes.text);
  if (changes.source !== undefined) document.source = documentSource(changes.source);
  document.updatedAt = tx.clock.now();
  if (changes.title != null || changes.text != null) {
    const passages = splitPassages(document.title, document.text);
    const { title, text } = document;
    await requireReplayOfKnowledge(tx, { documentId: document.id, content: { title, text } }, passages.length);
    document.language = detectLanguage(`${document.title}\n${document.text}`) ?? 'und';
    document.passageCount = passages.length;
    document.contentVersion++;
    document.status = KnowledgeStatus.INDEXING;
    document.error = null;
    document.attempts = 0;
    document.retryAt = null;
    await storePassages(tx, document, passages);
    const { id, contentVersion } = document;
    publish(tx, knowledgeChanged, { key: id, data: { documentId: id, contentVersion } });
  }
  await tx.em.flush();
  return document;
}
