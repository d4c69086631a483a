import { conflict } from '#kernel/errors/public-error.ts';
import type { Member } from './member.entity.ts';

/** `owners` are locked. Throws CONFLICT where the member is the last of them: a tenant without an owner could never have one again. */
export const checkOwnerStays = (owners: readonly Member[], member: Member): void => {
  if (owners.length === 1 && owners[0]?.id === member.id)
    throw conflict('This is the last owner. Make another member an owner first.');
};
