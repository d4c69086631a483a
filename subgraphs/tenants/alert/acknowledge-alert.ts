import { LockMode } from '@mikro-orm/core';
import { conflict, notFound } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import { Alert } from './alert.entity.ts';
import { publishAlertChanged } from './publish-alert-changed.ts';

/** Says that the acting member looks at it. Throws NOT_FOUND, or CONFLICT where somebody did before. */
export const acknowledgeAlert = async (tx: Tx, id: string): Promise<Alert> => {
  const alert = isId(id) ? await tx.em.findOne(Alert, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE }) : null;
  if (alert === null) throw notFound('The alert');
  if (alert.acknowledgedAt) throw conflict('The alert was acknowledged already.');
  alert.acknowledgedById = tx.actor.id;
  alert.acknowledgedAt = tx.clock.now();
  await tx.em.flush();
  publishAlertChanged(tx, { alertId: id, change: 'ACKNOWLEDGED' });
  return alert;
};
