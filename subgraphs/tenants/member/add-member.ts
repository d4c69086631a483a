import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { z } from 'zod';
import { badUserInput, conflict } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { newId } from '#kernel/persistence/new-id.ts';
import { checkMayGive } from '../role/check-may-give.ts';
import type { Role } from '../role/role.entity.ts';
import { Member } from './member.entity.ts';
import { emailHash, sealDisplayName, sealEmail, subjectHash } from './member-identity.ts';

export interface NewMember {
  readonly email: string;
  readonly displayName: string;
  readonly role: Role;
  /** What the identity provider calls the member (`sub`); the e-mail address unless said. */
  readonly subject?: string;
}

const MAX_NAME_LENGTH = 100;
const emailAddress = z.email().max(254);

/** Throws BAD_USER_INPUT, FORBIDDEN, or CONFLICT where a member has the e-mail address or the subject already. */
export const addMember = async (tx: Tx, given: NewMember): Promise<Member> => {
  const { role } = given;
  const email = given.email.trim();
  const displayName = given.displayName.trim();
  if (!emailAddress.safeParse(email).success) throw badUserInput('email', 'email must be an e-mail address.');
  if (displayName === '' || displayName.length > MAX_NAME_LENGTH) {
    throw badUserInput('displayName', `displayName must have 1 to ${MAX_NAME_LENGTH} characters.`);
  }
  await checkMayGive(tx, role);
  const id = newId();
  const member = tx.em.create(Member, {
    id,
    subjectHash: subjectHash(tx, given.subject ?? email),
    emailHash: emailHash(tx, email),
    sealedEmail: await sealEmail(tx, id, email),
    sealedDisplayName: await sealDisplayName(tx, id, displayName),
    role,
    createdAt: tx.clock.now(),
  });
  tx.em.persist(member);
  await tx.em.flush().catch((error: unknown) => {
    throw error instanceof UniqueConstraintViolationException
      ? conflict('There is a member of this e-mail address already.')
      : error;
  });
  return member;
};
