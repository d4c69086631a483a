import { LockMode } from '@mikro-orm/core';
import { notFound } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import { Lead } from './lead.entity.ts';

/** For a change by a member: nobody else changes or scores the lead until the transaction ends. Throws NOT_FOUND. */
export const lockLead = async (tx: Tx, id: string): Promise<Lead> => {
  const lead = isId(id)
    ? await tx.em.findOne(Lead, { id }, { populate: ['latestScore'], strategy: 'joined', lockMode: LockMode.PESSIMISTIC_WRITE })
    : null;
  if (lead === null) throw notFound('The lead');
  return lead;
};
