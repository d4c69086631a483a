import type { EntityManager } from '@mikro-orm/postgresql';
import type { Logger } from '../telemetry/logger.ts';
import type { TenantId } from './tenant.ts';
import type { Vault } from './vault.ts';

/** Who acts: a member of the tenant, a consumer or task of ours, or the outside (a platform's webhook). */
export interface Actor {
  readonly kind: 'member' | 'system';
  /** The member's id, or the name of the consumer or task. */
  readonly id: string;
  readonly scopes: ReadonlySet<string>;
}

export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** The first parameter of every use case, and the only ambient thing. `em` sees the tenant's schema alone, in the tenant's role. */
export interface Ctx {
  readonly tenant: TenantId;
  readonly actor: Actor;
  readonly em: EntityManager;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly vault: Vault;
}
