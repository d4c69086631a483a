import { badUserInput } from '../../errors/public-error.ts';
import type { TenantId } from '../../tenancy/tenant.ts';

/** Opaque to clients. It names its tenant, so that a cursor taken elsewhere is refused instead of read as a wrong position. */
export const encodeFeedCursor = (tenant: TenantId, position: bigint): string =>
  Buffer.from(`1.${tenant}.${position}`).toString('base64url');

export function decodeFeedCursor(tenant: TenantId, cursor: string): bigint {
  const match = /^1\.([a-z0-9]{10})\.(\d{1,18})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  if (match?.[1] !== tenant || match[2] === undefined)
    throw badUserInput('after', 'This is not a cursor of your feed. Take session.eventCursor.');
  return BigInt(match[2]);
}
