import type { Pool } from 'pg';
import type { PlatformSeal } from '../crypto/platform-seal.ts';
import type { Tx } from '../messaging/transaction.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Actor, Clock, Ctx } from '../tenancy/context.ts';
import type { TenantId } from '../tenancy/tenant.ts';

/** What work that belongs to no tenant yet sees: the webhook door, the inbound log, the account-to-tenant map. */
export interface PlatformContext {
  /** Sees the schema `platform` alone, never a tenant's. */
  readonly platform: Pool;
  readonly seal: PlatformSeal;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Reads the key of a tenant that was made after this process started; false when there is no such tenant. */
  learn(tenant: TenantId): Promise<boolean>;
  /** Steps into a tenant that is known here; from there on everything is the tenant's. */
  enter(tenant: TenantId, actor: Actor): Ctx;
  /** Opens a transaction of the tenant that can publish. */
  transaction<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T>;
}
