import type { TenantId } from '../tenancy/tenant.ts';

/** A verified caller. `scopes` are in force: what its member's role allows and its token allows, implied read scopes included. */
export interface Principal {
  readonly tenant: TenantId;
  readonly memberId: string;
  readonly roles: readonly string[];
  readonly scopes: ReadonlySet<string>;
  readonly expiresAt: Date;
}

/** What a token says, before anybody asked whether its member still exists. */
export interface TokenClaims {
  readonly subject: string;
  /** The tenant's id or slug. */
  readonly tenant: string;
  readonly roles: readonly string[];
  /** Null: the token sets no limit of its own. */
  readonly scopes: readonly string[] | null;
  readonly expiresAt: Date;
}

/** Answers who a token's subject is now. Null: unknown or disabled member, unknown or suspended tenant. */
export interface MemberDirectory {
  find(
    tenant: string,
    subject: string,
  ): Promise<{ tenant: TenantId; memberId: string; role: string; scopes: readonly string[] } | null>;
  /** What a built-in or own role of the tenant allows; null when there is none of that name. */
  scopesOfRole(tenant: TenantId, role: string): Promise<readonly string[] | null>;
}
