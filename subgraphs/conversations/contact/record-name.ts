import type { Tx } from '#kernel/messaging/transaction.ts';
import { held, kept } from '#kernel/persistence/trip.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { AskedName } from './ask-name.ts';
import { displayNameAt } from './contact.entity.ts';

/** Notes that the name was asked for, and the name where there is one. Goes before whatever locks the conversation: see the README. */
export async function recordName(tx: Tx, { contactId, displayName }: AskedName): Promise<void> {
  const sealed = displayName === null ? null : await tx.vault.seal(contactId, displayNameAt(contactId), displayName);
  await tx.em.execute(
    held(
      kept(
        `update ${schemaOf(tx.tenant)}.contact set display_name = coalesce(?::bytea, display_name), profile_asked_at = ? where id = ?`,
      ),
    ),
    [sealed, tx.clock.now(), contactId],
  );
}
