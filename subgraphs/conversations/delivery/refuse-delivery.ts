import { publish, type Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { conversationChanged } from '#schema/events/conversation-changed.v1.ts';
import { replyRefused } from '#schema/events/reply-refused.v1.ts';
import type { DeliveryJob, Refusal, Thread } from './delivery-job.ts';
import { assertDeliveryMove, DeliveryStatus, isProved } from './delivery-states.ts';

/**
 * Ends a delivery that will not be posted (any more): FAILED, or UNCERTAIN where nobody knows. Publishes `reply-refused` for a reply of
 * the agents. Does nothing, and says so, when an echo has proved the post meanwhile.
 */
export async function refuseDelivery(
  tx: Tx,
  job: DeliveryJob,
  { thread, deliveryId }: { readonly thread: Thread; readonly deliveryId: string | undefined },
  refusal: Refusal,
): Promise<boolean> {
  if (deliveryId !== undefined && !(await end(tx, deliveryId, refusal))) return false;
  const { conversationId, contactId } = thread;
  if (deliveryId !== undefined) {
    publish(tx, conversationChanged, {
      key: conversationId,
      data: { conversationId, change: 'DELIVERY', messageId: deliveryId },
    });
  }
  if (job.kind === 'reply') {
    const { replyId, runId, reviewId, text } = job.reply;
    publish(tx, replyRefused, {
      key: conversationId,
      subjectId: contactId,
      data: {
        ...{ replyId, runId, reviewId, conversationId, contactId },
        code: refusal.code,
        message: refusal.error,
        refusedAt: tx.clock.now().toISOString(),
      },
      personal: { text },
    });
  }
  return true;
}

async function end(tx: Tx, deliveryId: string, { code, error }: Refusal): Promise<boolean> {
  const schema = schemaOf(tx.tenant);
  const status = code === 'UNCERTAIN' ? DeliveryStatus.UNCERTAIN : DeliveryStatus.FAILED;
  const [row] = await tx.em.execute<{ status: DeliveryStatus }[]>(
    `select status from ${schema}.delivery where id = ? for update`,
    [deliveryId],
  );
  if (!row) throw new Error('the delivery is gone');
  if (isProved(row.status)) return false;
  assertDeliveryMove(row.status, status);
  await tx.em.execute(`update ${schema}.delivery set status = ?, error = ?, updated_at = ? where id = ?`, [
    status,
    error,
    tx.clock.now(),
    deliveryId,
  ]);
  return true;
}
