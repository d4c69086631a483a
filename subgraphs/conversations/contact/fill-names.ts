import type { Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { displayNameAt } from './contact.entity.ts';

export interface NamedPerson {
  readonly channelId: string;
  readonly personHash: string;
  readonly item: { readonly displayName: string | null };
}

/**
 * Gives contacts without a name the one that a webhook says. A known name stays. Goes before whatever locks the conversations, in the
 * order of the contacts' ids: see the README.
 */
export async function fillNames(tx: Tx, persons: readonly NamedPerson[]): Promise<void> {
  const named = persons.filter(({ item }) => item.displayName !== null);
  if (named.length === 0) return;
  const schema = schemaOf(tx.tenant);
  const rows = await tx.em.execute<{ id: string; name: string }[]>(
    `select distinct on (c.id) c.id, w.name
     from jsonb_to_recordset(?::jsonb) as w (channel uuid, hash text, name text)
     join ${schema}.contact c on c.channel_id = w.channel and c.platform_user_hash = decode(w.hash, 'hex')
     where c.display_name is null order by c.id`,
    [
      JSON.stringify(
        named.map(({ channelId, personHash, item }) => ({ channel: channelId, hash: personHash, name: item.displayName })),
      ),
    ],
  );
  for (const { id, name } of rows) {
    const sealed = await tx.vault.seal(id, displayNameAt(id), name);
    await tx.em.execute(`update ${schema}.contact set display_name = ? where id = ? and display_name is null`, [sealed, id]);
  }
}
