import { batched } from '#kernel/graph/batched.ts';
import { type Reading, rowsBy } from '#kernel/graph/rows-by.ts';
import { Member } from './member.entity.ts';

/** Nearly every use of a member asks what it may do. */
export const withRole: Reading<Member> = { populate: ['role'] };

export const membersById = rowsBy(Member, 'id', withRole);

/** Null where there is none of this id; an id that was never given out is one of those. */
export const findMember = batched(membersById);
