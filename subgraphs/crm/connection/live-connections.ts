import { LRUCache } from 'lru-cache';
import type { Ctx } from '#kernel/tenancy/context.ts';
import type { TenantId } from '#kernel/tenancy/tenant.ts';
import type { CrmAccount, CrmConnector, CrmCredentials } from '../connectors/crm-connector.ts';
import { CrmConnection, credentialsAt } from './crm-connection.entity.ts';
import type { CrmConnectionStatus } from './crm-connection-status.ts';
import type { CrmKind } from './crm-kind.ts';

export type Connectors = Readonly<Record<CrmKind, CrmConnector>>;

/** A connection with its credentials opened. DISCONNECTED says that they are dead; one that a member disconnected is not live. */
export interface LiveConnection {
  readonly status: CrmConnectionStatus;
  readonly connector: CrmConnector;
  readonly account: CrmAccount;
  /** As they stand in the row: what happened with these says nothing of others that came since. */
  readonly sealedCredentials: Uint8Array;
}

// another process's change is heeded after this long
const KEPT_MS = 5_000;

/** Every message asks for its tenant's connections, and they hardly ever change. */
export class LiveConnections {
  readonly #connectors: Connectors;
  readonly #kept = new LRUCache<TenantId, readonly LiveConnection[]>({ max: 5_000, ttl: KEPT_MS });

  constructor(connectors: Connectors) {
    this.#connectors = connectors;
  }

  async of(ctx: Ctx): Promise<readonly LiveConnection[]> {
    const kept = this.#kept.get(ctx.tenant);
    if (kept) return kept;
    const rows = await ctx.em.find(CrmConnection, { credentials: { $ne: null } }, { orderBy: { id: 'asc' } });
    const live = await Promise.all(rows.map((row) => this.#open(ctx, row)));
    const opened = live.filter((connection) => connection !== null);
    this.#kept.set(ctx.tenant, opened);
    return opened;
  }

  /** After the commit of a change. */
  invalidate(tenant: TenantId): void {
    this.#kept.delete(tenant);
  }

  async #open(ctx: Ctx, { id, kind, status, credentials, fieldMapping }: CrmConnection): Promise<LiveConnection | null> {
    const text = credentials && (await ctx.vault.open(credentialsAt(id), credentials));
    if (!credentials || !text) return null;
    return {
      status,
      connector: this.#connectors[kind],
      account: { connectionId: id, credentials: JSON.parse(text) as CrmCredentials, fieldMapping },
      sealedCredentials: credentials,
    };
  }
}
