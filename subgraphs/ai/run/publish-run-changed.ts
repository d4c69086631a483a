import { publish, type Tx } from '#kernel/messaging/transaction.ts';
import { runChanged } from '#schema/events/run-changed.v1.ts';
import type { RunStatus } from './run-status.ts';

/** Once a transaction, with the status that it ends in: watchers want to know what became of a message, not each agent's step. */
export function publishRunChanged(
  tx: Tx,
  run: { id: string; conversationId: string; status: RunStatus },
  { mayReply = false } = {},
): void {
  publish(tx, runChanged, {
    key: run.conversationId,
    data: { runId: run.id, conversationId: run.conversationId, status: run.status, mayReply },
  });
}
