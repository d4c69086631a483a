import type { DataOf } from '#kernel/messaging/event-contract.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import type { alertRaised } from '#schema/events/alert-raised.v1.ts';
import { Alert } from './alert.entity.ts';

/** What an alert is when it is raised. Its id is its event's, so that whoever has the event can name the alert before the row is there. */
export const alertOf = (eventId: string, data: DataOf<typeof alertRaised>) => ({
  id: eventId,
  severity: data.severity,
  code: data.code,
  title: data.title,
  detail: data.conversationId === null ? data.detail : { ...data.detail, conversationId: data.conversationId },
  raisedAt: new Date(data.raisedAt),
});

/** An event makes one alert, however often it comes. */
export const raiseAlert = async (tx: Tx, eventId: string, data: DataOf<typeof alertRaised>): Promise<void> => {
  await tx.em.upsert(Alert, alertOf(eventId, data), { onConflictAction: 'ignore' });
};
