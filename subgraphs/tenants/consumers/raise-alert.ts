import { type Consumer, on } from '#kernel/messaging/consumer.ts';
import { alertRaised } from '#schema/events/alert-raised.v1.ts';
import { alertResolved } from '#schema/events/alert-resolved.v1.ts';
import { raiseAlert } from '../alert/raise-alert.ts';
import { resolveAlerts } from '../alert/resolve-alerts.ts';

/** Idempotent by the event's id, which is the alert's. Both kinds in one consumer: an alert is raised before it is resolved. */
export const raiseAlertConsumer: Consumer = {
  name: 'tenants.raise-alert',
  handlers: [
    on(alertRaised, async (_ctx, event, settle) => settle((tx) => raiseAlert(tx, event.id, event.data))),
    on(alertResolved, async (_ctx, { data }, settle) => settle((tx) => resolveAlerts(tx, data))),
  ],
};
