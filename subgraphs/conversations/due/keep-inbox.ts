import type { Tx } from '#kernel/messaging/transaction.ts';
import { wakeSnoozed } from '../conversation/wake-snoozed.ts';
import { forgetViewers } from '../viewer/forget-viewers.ts';
import type { InboxDue } from './inbox-due.ts';

/** Ends what ends by the clock in one tenant's inbox, and notes when it has to be looked at again. */
export async function keepInbox(tx: Tx, inbox: InboxDue): Promise<void> {
  await wakeSnoozed(tx, inbox);
  await forgetViewers(tx, inbox);
}
