import type { DataOf } from '#kernel/messaging/event-contract.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import type { alertRaised } from '#schema/events/alert-raised.v1.ts';
import { Alert } from './alert.entity.ts';
import { publishAlertChanged } from './publish-alert-changed.ts';

/** An event makes one alert, under the event's id, however often it comes. */
export const raiseAlert = async (tx: Tx, eventId: string, data: DataOf<typeof alertRaised>): Promise<void> => {
  if ((await tx.em.count(Alert, { id: eventId })) > 0) return;
  const { severity, code, title, conversationId, raisedAt } = data;
  const detail = conversationId === null ? data.detail : { ...data.detail, conversationId };
  tx.em.create(Alert, { id: eventId, severity, code, title, detail, raisedAt: new Date(raisedAt) });
  await tx.em.flush();
  publishAlertChanged(tx, { alertId: eventId, change: 'RAISED' });
};
