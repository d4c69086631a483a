import type { TenantId } from '../tenancy/tenant.ts';

/** An event as subscribers see it: numbered, with ids in clear only. `cursor` is opaque and valid for its tenant alone. */
export interface FeedEvent {
  readonly cursor: string;
  readonly id: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly publishedAt: Date;
}

/** The numbered, kept stream of a tenant's events. */
export interface Feed {
  /** The newest position in the tenant's feed. */
  head(tenant: TenantId): Promise<string>;
  /**
   * Events of these types after the cursor (or from now on), without gap or repetition, until `return()`.
   * Throws CURSOR_EXPIRED when the cursor is older than what is kept, BAD_USER_INPUT when it is none of ours.
   */
  read(tenant: TenantId, types: readonly string[], after: string | null): AsyncIterableIterator<FeedEvent>;
}
