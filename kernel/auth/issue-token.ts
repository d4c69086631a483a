import { SignJWT } from 'jose';
import { type Clock, systemClock } from '#kernel/tenancy/context.ts';

export interface TokenRequest {
  readonly subject: string;
  /** The tenant's id or slug. */
  readonly tenant: string;
  readonly roles: readonly string[];
  /** Narrows what the roles allow. */
  readonly scopes?: readonly string[];
  readonly ttlSeconds: number;
}

/** A development token, as `parley token` prints it. Its subject must be a member of the tenant to be of use. */
export async function issueToken(
  auth: { readonly secret: string; readonly issuer: string },
  { subject, tenant, roles, scopes, ttlSeconds }: TokenRequest,
  clock: Clock = systemClock,
): Promise<string> {
  const issuedAt = Math.floor(clock.now().getTime() / 1000);
  return new SignJWT({ tenant, roles, ...(scopes === undefined ? {} : { scopes }) })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(auth.issuer)
    .setSubject(subject)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + ttlSeconds)
    .sign(new TextEncoder().encode(auth.secret));
}
