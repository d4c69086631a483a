import { isId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import type { Member } from './member.entity.ts';
import { findMembers } from './member.repository.ts';

/** Null where there is none of this id; an id that was never given out is one of those. */
export const findMember = async (ctx: Ctx, id: string): Promise<Member | null> => {
  const [member] = isId(id) ? await findMembers(ctx, { id }) : [];
  return member ?? null;
};
