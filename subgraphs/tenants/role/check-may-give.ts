import { withImpliedScopes } from '#kernel/auth/scopes.ts';
import { PublicError } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { findMember } from '../member/find-member.ts';
import type { Role } from './role.entity.ts';

/**
 * Nobody hands out more than its own role allows, and only an owner makes owners: else `members:manage` alone would be every other
 * scope too. The system, which seeds a tenant, may hand out everything. Throws FORBIDDEN.
 */
export const checkMayGive = async (tx: Tx, role: Pick<Role, 'isOwner' | 'scopes'>): Promise<void> => {
  const own = await roleOfActor(tx);
  if (own === 'system' || own?.isOwner) return;
  if (role.isOwner) throw onlyOwners();
  const allowed = withImpliedScopes(own?.scopes ?? []);
  const missing = role.scopes.filter((scope) => !allowed.has(scope));
  if (missing.length > 0) throw new PublicError('FORBIDDEN', `Your own role does not allow ${missing.join(', ')}.`, { missing });
};

/** Only an owner takes anything from an owner. Throws FORBIDDEN. */
export const checkMayTake = async (tx: Tx, role: Role): Promise<void> => {
  if (!role.isOwner) return;
  const own = await roleOfActor(tx);
  if (own !== 'system' && !own?.isOwner) throw onlyOwners();
};

const roleOfActor = async (tx: Tx): Promise<Role | 'system' | undefined> =>
  tx.actor.kind === 'system' ? 'system' : (await findMember(tx, tx.actor.id))?.role;

const onlyOwners = (): PublicError => new PublicError('FORBIDDEN', 'Only an owner makes and changes owners.');
