import type { Tx } from '#kernel/messaging/transaction.ts';
import { held, kept } from '#kernel/persistence/trip.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { stemsOf } from './stems-of.ts';

/** Makes a message found by its words, and no longer by those that it had before. It costs no round trip of its own. */
export async function indexMessage(
  tx: Tx,
  { id, contactId, text }: { readonly id: string; readonly contactId: string; readonly text: string },
): Promise<void> {
  await tx.em.execute(
    held(
      kept(
        `insert into ${schemaOf(tx.tenant)}.message_search (contact_id, message_id, stems) values (?, ?, array_to_tsvector(?::text[]))
         on conflict (contact_id, message_id) do update set stems = excluded.stems`,
      ),
    ),
    [contactId, id, `{${stemsOf(tx.vault, text).join(',')}}`],
  );
}

export async function forgetStems(tx: Tx, contactIds: readonly string[], messageIds: readonly string[]): Promise<void> {
  await tx.em.execute(
    `delete from ${schemaOf(tx.tenant)}.message_search where contact_id = any (?::uuid[]) and message_id = any (?::uuid[])`,
    [asArray([...new Set(contactIds)]), asArray(messageIds)],
  );
}

const asArray = (ids: readonly string[]): string => `{${ids.join(',')}}`;
