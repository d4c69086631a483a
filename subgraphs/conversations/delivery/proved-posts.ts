import { LRUCache } from 'lru-cache';
import type { TenantId } from '#kernel/tenancy/tenant.ts';

/** Echoes come within seconds of the platform's answer. */
const REMEMBERED = 10_000;

/**
 * Deliveries of one post that this process knows to be SENT for good: their echoes prove what is proved, and nothing has to be read to know
 * it. One that is forgotten, or that another process posted, is looked up.
 * The window that is left: a settling does not wait for the disk. Where a crash of the database takes it back after its echo was let go, the
 * delivery comes again and is reconciled with the platform.
 */
export class ProvedPosts {
  readonly #posts = new LRUCache<string, true>({ max: REMEMBERED });

  /** After the commit. */
  add(tenant: TenantId, deliveryId: string, platformMessageId: string): void {
    this.#posts.set(keyOf(tenant, deliveryId, platformMessageId), true);
  }

  has(tenant: TenantId, deliveryId: string | null, platformMessageId: string): boolean {
    return deliveryId !== null && this.#posts.has(keyOf(tenant, deliveryId, platformMessageId));
  }
}

const keyOf = (tenant: TenantId, deliveryId: string, platformMessageId: string): string =>
  `${tenant}/${deliveryId}/${platformMessageId}`;
