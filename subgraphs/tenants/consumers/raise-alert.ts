import { type Consumer, on } from '#kernel/messaging/consumer.ts';
import { alertRaised } from '#schema/events/alert-raised.v1.ts';
import { raiseAlert } from '../alert/raise-alert.ts';

/** Idempotent by the event's id, which is the alert's. */
export const raiseAlertConsumer: Consumer = {
  name: 'tenants.raise-alert',
  handlers: [on(alertRaised, async (_ctx, event, settle) => settle((tx) => raiseAlert(tx, event.id, event.data)))],
};
