import type { Tx } from '#kernel/messaging/transaction.ts';
import { Contact } from './contact.entity.ts';

export async function setContactHot(tx: Tx, contactId: string, hot: boolean): Promise<void> {
  await tx.em.nativeUpdate(Contact, { id: contactId }, { hot });
}
