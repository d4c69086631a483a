import { publish, type Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { contentExpired } from '#schema/events/content-expired.v1.ts';
import { forgetStems } from '../search/index-message.ts';

export const MESSAGES_AT_ONCE = 500;

interface Row {
  conversation: string;
  contact: string;
  messages: string[];
  kept_since: Date | null;
}

/**
 * Empties the channel's oldest messages that came before a moment, of both directions, and tells the other owners. Their ids rise with
 * the time at which they were stored, and the channel knows up to which id it was done: whoever looks again reads what is new alone.
 * Answers whether there may be more.
 */
export async function expireMessages(tx: Tx, channelId: string, before: Date): Promise<boolean> {
  const schema = schemaOf(tx.tenant);
  const now = tx.clock.now();
  const end = firstIdAt(before);
  const due = await tx.em.execute<{ id: string; conversation_id: string; contact_id: string }[]>(
    `select m.id, m.conversation_id, m.contact_id from ${schema}.message m, ${schema}.channel c
     where c.id = ? and m.channel_id = c.id and m.id > coalesce(c.expired_through, ?::uuid) and m.id < ?::uuid
     order by m.id limit ${MESSAGES_AT_ONCE}`,
    [channelId, NO_ID, end],
  );
  const isMore = due.length === MESSAGES_AT_ONCE;
  if (due.length > 0) {
    const ids = due.map(({ id }) => id);
    await tx.em.execute(
      `update ${schema}.message set text = ''::bytea, attachments = null, expired_at = ? where id = any (?::uuid[])`,
      [now, asArray(ids)],
    );
    await forgetStems(
      tx,
      due.map(({ contact_id }) => contact_id),
      ids,
    );
    const rows = await tx.em.execute<Row[]>(
      `select m.conversation_id as conversation, m.contact_id as contact, json_agg(m.id) as messages,
         (select uuid_extract_timestamp(k.id) from ${schema}.message k
          where k.conversation_id = m.conversation_id and k.direction = 'INBOUND' and k.expired_at is null order by k.id limit 1) as kept_since
       from ${schema}.message m where m.id = any (?::uuid[]) group by 1, 2`,
      [asArray(ids)],
    );
    for (const { conversation, contact, messages, kept_since } of rows) {
      publish(tx, contentExpired, {
        key: conversation,
        data: {
          channelId,
          conversationId: conversation,
          contactId: contact,
          messageIds: messages,
          keptSince: kept_since === null ? null : new Date(kept_since).toISOString(),
        },
      });
    }
  }
  await tx.em.execute(`update ${schema}.channel set expired_through = greatest(expired_through, ?::uuid) where id = ?`, [
    isMore ? (due.at(-1)?.id ?? end) : end,
    channelId,
  ]);
  return isMore;
}

/** What waits for its message is as old as what it changes. */
export async function expireEarlyCorrections(tx: Tx, channelId: string, before: Date): Promise<void> {
  await tx.em.execute(
    `delete from ${schemaOf(tx.tenant)}.early_correction where channel_id = ? and least(at, kept_until - interval '7 days') < ?`,
    [channelId, before],
  );
}

/** Names that were told before a moment. */
export async function expireNames(tx: Tx, channelId: string, before: Date): Promise<void> {
  await tx.em.execute(
    `update ${schemaOf(tx.tenant)}.contact set display_name = null
     where channel_id = ? and display_name is not null and coalesce(profile_asked_at, created_at) < ?`,
    [channelId, before],
  );
}

const NO_ID = '00000000-0000-0000-0000-000000000000';

/** The lowest id that could be given out at a moment (RFC 9562, version 7). */
function firstIdAt(at: Date): string {
  const time = at.getTime().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

const asArray = (ids: readonly string[]): string => `{${ids.join(',')}}`;
