import type { DataOf } from '#kernel/messaging/event-contract.ts';
import { publish, type Tx } from '#kernel/messaging/transaction.ts';
import { alertChanged } from '#schema/events/alert-changed.v1.ts';

/** Tells who watches, once the row says so too: what they see they can act on. */
export const publishAlertChanged = (tx: Tx, data: DataOf<typeof alertChanged>): void =>
  publish(tx, alertChanged, { key: data.alertId, data });
