import { publish, type Tx } from '#kernel/messaging/transaction.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import { knowledgeChanged } from '#schema/events/knowledge-changed.v1.ts';
import { forgetRepliesOn } from '../cache/forget-replies.ts';
import { requireReplayOfKnowledge } from '../replay/require-replay.ts';
import { KnowledgeDocument } from './knowledge-document.entity.ts';

/** False when it was not there. Its passages go with it, their vectors follow; drafts made before keep theirs. */
export async function removeKnowledgeDocument(tx: Tx, id: string): Promise<boolean> {
  if (!isId(id)) return false;
  await forgetRepliesOn(tx, id);
  await requireReplayOfKnowledge(tx, { documentId: id, content: null }, 0);
  const removed = (await tx.em.nativeDelete(KnowledgeDocument, { id })) > 0;
  if (removed) publish(tx, knowledgeChanged, { key: id, data: { documentId: id, contentVersion: null } });
  return removed;
}
