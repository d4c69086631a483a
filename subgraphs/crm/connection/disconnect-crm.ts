import { notFound } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import type { CrmMeans } from '../crm-means.ts';
import { CrmConnection } from './crm-connection.entity.ts';

/**
 * Forgets the credentials; links and activities stay, and nothing is written any more. Another process heeds it within seconds. Safe to
 * repeat. Throws NOT_FOUND.
 */
export const disconnectCrm = async (
  ctx: Ctx,
  { connectors, live }: CrmMeans,
  transaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
  id: string,
): Promise<CrmConnection> => {
  const disconnected = await transaction(async (tx) => {
    const connection = isId(id) ? await tx.em.findOne(CrmConnection, { id }) : null;
    if (connection === null) throw notFound('The connection');
    connection.status = 'DISCONNECTED';
    connection.credentials = null;
    connection.lastError = null;
    await tx.em.flush();
    return connection;
  });
  live.invalidate(ctx.tenant);
  connectors[disconnected.kind].forget(id);
  return disconnected;
};
