import type { Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';

/** Back to PENDING: the platform surely has not taken the post, and it is tried again later. One that an echo proved stays proved. */
export async function postponeDelivery(tx: Tx, deliveryId: string, error: string): Promise<void> {
  await tx.em.execute(
    `update ${schemaOf(tx.tenant)}.delivery set status = 'PENDING', error = ?, updated_at = ? where id = ? and status = 'SENDING'`,
    [error, tx.clock.now(), deliveryId],
  );
}
