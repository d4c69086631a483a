import { publish, type Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { alertRaised } from '#schema/events/alert-raised.v1.ts';
import { alertResolved } from '#schema/events/alert-resolved.v1.ts';

/**
 * The platform refused a post because of the account: its credential is dead (DISCONNECTED) or it is restricted (DEGRADED). The team is
 * told when that is news.
 */
export async function markChannelRefused(
  tx: Tx,
  channelId: string,
  status: 'DISCONNECTED' | 'DEGRADED',
  error: string,
  { at = tx.clock.now() }: { readonly at?: Date } = {},
): Promise<void> {
  // a word about credentials that others have replaced meanwhile is none about the channel
  const rows = await tx.em.execute<{ platform: string }[]>(
    `update ${schemaOf(tx.tenant)}.channel set status = ?, last_error = ?
     where id = ? and status not in (?, 'DISCONNECTED') and coalesce(credentials_at, connected_at) <= ? returning platform`,
    [status, error, channelId, status, at],
  );
  const [changed] = rows;
  if (!changed) return;
  const isDead = status === 'DISCONNECTED';
  publish(tx, alertRaised, {
    key: channelId,
    data: {
      severity: isDead ? 'CRITICAL' : 'WARNING',
      code: isDead ? 'CHANNEL_DISCONNECTED' : 'CHANNEL_DEGRADED',
      title: isDead
        ? 'A channel lost its credential: nothing is sent until it is connected again.'
        : 'A platform restricts one of the channels.',
      conversationId: null,
      detail: { channelId, platform: changed.platform, error },
      raisedAt: tx.clock.now().toISOString(),
    },
  });
}

/** A post went through: what the platform refused before is over. What a check found is another check's business. */
export async function markChannelWell(tx: Tx, channelId: string): Promise<void> {
  const [well] = await tx.em.execute<object[]>(
    `update ${schemaOf(tx.tenant)}.channel h set status = 'CONNECTED', last_error = null where id = ? and status = 'DEGRADED'
     and not exists (select from ${schemaOf(tx.tenant)}.channel_health e where e.channel_id = h.id and e.degraded) returning id`,
    [channelId],
  );
  if (well) resolveChannelAlerts(tx, channelId, ['CHANNEL_DEGRADED']);
}

/** What the team was told of the channel is over. */
export function resolveChannelAlerts(tx: Tx, channelId: string, codes: readonly string[]): void {
  publish(tx, alertResolved, {
    key: channelId,
    data: { codes: [...codes], channelId, resolvedAt: tx.clock.now().toISOString() },
  });
}
