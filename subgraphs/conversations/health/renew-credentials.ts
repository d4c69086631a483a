import type { Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { credentialsAt } from '../channel/channel.entity.ts';
import { markChannelRefused } from '../channel/mark-channel.ts';
import { openAccount } from '../channel/open-account.ts';
import type { ConnectedAccount, PlatformConnector } from '../connectors/platform-connector.ts';
import type { ChannelState } from './channel-state.ts';

/** `busy`: another process renews it, or the platform does not answer; the next look tries again. */
export type Renewed = { readonly kind: 'account'; readonly account: ConnectedAccount } | { readonly kind: 'busy' | 'refused' };

/**
 * Puts a credential in the place of one that ends. A platform may take the old one back at once, and a second renewal with it would
 * end both: so one at a time over all processes, under a lock on the channel's row of health, and what came is stored before
 * anything else. The window that is left: a process that dies between the answer and the commit.
 */
export async function renewCredentials(
  tx: Tx,
  state: ChannelState,
  connector: PlatformConnector,
  signal: AbortSignal,
): Promise<Renewed> {
  const schema = schemaOf(tx.tenant);
  await tx.em.execute(
    `insert into ${schema}.channel_health (channel_id, read_back_until) values (?, ?) on conflict (channel_id) do nothing`,
    [state.id, state.readBackUntil],
  );
  const [lock] = await tx.em.execute<object[]>(
    `select from ${schema}.channel_health where channel_id = ? for update skip locked`,
    [state.id],
  );
  if (!lock) return { kind: 'busy' };
  const [row] = await tx.em.execute<{ credentials: Buffer | null }[]>(`select credentials from ${schema}.channel where id = ?`, [
    state.id,
  ]);
  const account = await openAccount(tx, state.id, state.accountId, row?.credentials ?? null);
  if (!row?.credentials || !account) return { kind: 'busy' };
  // somebody was faster
  if (!isDue(connector, account, tx.clock.now())) return { kind: 'account', account };

  const renewal = await connector.renew(account, signal);
  if (renewal.kind === 'unavailable') {
    tx.logger.warn(
      { channel: state.id, reason: renewal.error },
      'a channel’s credential could not be renewed; it is tried again',
    );
    return { kind: 'busy' };
  }
  if (renewal.kind === 'refused') {
    await markChannelRefused(tx, state.id, 'DISCONNECTED', renewal.error);
    return { kind: 'refused' };
  }
  const sealed = await tx.vault.sealForTenant(credentialsAt(state.id), JSON.stringify(renewal.credentials));
  // a member's own new ones stay
  const [stored] = await tx.em.execute<object[]>(
    `update ${schema}.channel set credentials = ?, credentials_at = ? where id = ? and credentials = ? returning id`,
    [sealed, tx.clock.now(), state.id, row.credentials],
  );
  return stored ? { kind: 'account', account: { ...account, credentials: renewal.credentials } } : { kind: 'busy' };
}

export const isDue = (connector: PlatformConnector, account: ConnectedAccount, now: Date): boolean => {
  const at = connector.renewAt(account);
  return at !== null && at <= now;
};
