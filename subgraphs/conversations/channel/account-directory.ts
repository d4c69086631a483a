import type { Pool } from 'pg';
import type { TenantId } from '#kernel/tenancy/tenant.ts';
import type { Platform } from '../platform.ts';

export interface AccountOwner {
  readonly tenant: TenantId;
  readonly channelId: string;
}

/** A claim that this call made is the one to give back when connecting fails. */
export type Claim =
  | { readonly kind: 'held-elsewhere' }
  | { readonly kind: 'claimed'; readonly channelId: string; readonly isNew: boolean };

/**
 * Whose a platform's account is, over all tenants. A tenant's role cannot see it: what resolvers and the inbound loop learn here is
 * one account at a time.
 */
export class AccountDirectory {
  readonly #pool: () => Pool;

  /** The pool is asked for at each use: resolvers are made before the database is open. */
  constructor(pool: () => Pool) {
    this.#pool = pool;
  }

  /** Takes the account for the tenant, or finds the tenant's own earlier claim. Nothing is routed before `markConnected`. */
  async claim(platform: Platform, accountId: string, owner: AccountOwner): Promise<Claim> {
    const inserted = await this.#pool().query(
      `insert into platform.channel_account (platform, account_id, tenant, channel_id) values ($1, $2, $3, $4)
       on conflict (platform, account_id) do nothing`,
      [platform, accountId, owner.tenant, owner.channelId],
    );
    if (inserted.rowCount === 1) return { kind: 'claimed', channelId: owner.channelId, isNew: true };
    const { rows } = await this.#pool().query<{ tenant: string; channel_id: string }>(
      'select tenant, channel_id from platform.channel_account where platform = $1 and account_id = $2',
      [platform, accountId],
    );
    const [row] = rows;
    // released between the two statements: the next attempt takes it
    if (!row) return this.claim(platform, accountId, owner);
    return row.tenant === owner.tenant
      ? { kind: 'claimed', channelId: row.channel_id, isNew: false }
      : { kind: 'held-elsewhere' };
  }

  async markConnected(platform: Platform, accountId: string, tenant: TenantId): Promise<void> {
    await this.#pool().query(
      // the first look comes within a minute, not with everybody else's
      `update platform.channel_account set connected = true, next_check_at = now() + random() * interval '1 minute'
       where platform = $1 and account_id = $2 and tenant = $3 and not connected`,
      [platform, accountId, tenant],
    );
  }

  async release(platform: Platform, accountId: string, tenant: TenantId): Promise<void> {
    await this.#pool().query('delete from platform.channel_account where platform = $1 and account_id = $2 and tenant = $3', [
      platform,
      accountId,
      tenant,
    ]);
  }

  /** The owners of connected accounts; one that nobody connected is absent. */
  async owners(platform: Platform, accountIds: readonly string[]): Promise<ReadonlyMap<string, AccountOwner>> {
    if (accountIds.length === 0) return new Map();
    const { rows } = await this.#pool().query<{ account_id: string; tenant: TenantId; channel_id: string }>({
      name: 'account-owners',
      text: 'select account_id, tenant, channel_id from platform.channel_account where connected and platform = $1 and account_id = any ($2)',
      values: [platform, accountIds],
    });
    return new Map(rows.map((row) => [row.account_id, { tenant: row.tenant, channelId: row.channel_id }]));
  }
}
