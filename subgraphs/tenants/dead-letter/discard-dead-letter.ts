import type { Pool } from 'pg';
import { badUserInput, conflict, notFound } from '#kernel/errors/public-error.ts';
import { discardDeadLetter as discard, listDeadLetters } from '#kernel/messaging/dead-letters.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { asDeadLetter, type DeadLetter } from './dead-letter.type.ts';

const MAX_REASON_LENGTH = 1000;

/**
 * Decides that the work is not to be tried again; who said so and why is kept. Throws NOT_FOUND, BAD_USER_INPUT, or CONFLICT where it was
 * replayed or discarded before.
 */
export const discardDeadLetter = async (tx: Tx, platform: Pool, id: string, reason: string): Promise<DeadLetter> => {
  const words = reason.trim();
  if (words === '' || words.length > MAX_REASON_LENGTH) {
    throw badUserInput('reason', `reason must have 1 to ${MAX_REASON_LENGTH} characters.`);
  }
  if ((await find(tx, platform, id)) === null) throw notFound('The dead letter');
  await tx.em.execute(
    `insert into "${schemaOf(tx.tenant)}".dead_letter_discard (dead_letter_id, reason, discarded_by, discarded_at) values (?, ?, ?, ?)
     on conflict do nothing`,
    [
      id,
      await tx.vault.sealForTenant({ table: 'dead_letter_discard', column: 'reason', rowId: id }, words),
      tx.actor.id,
      tx.clock.now(),
    ],
  );
  // another transaction, and the last thing: where it fails, the words above are rolled back with this one
  if (!(await discard(platform, tx.tenant, id))) throw conflict('The dead letter was replayed or discarded already.');
  const discarded = await find(tx, platform, id);
  if (discarded === null) throw notFound('The dead letter');
  return discarded;
};

const find = async (tx: Tx, platform: Pool, id: string): Promise<DeadLetter | null> => {
  const [letter] = isId(id) ? await listDeadLetters(platform, tx.tenant, { ids: [id] }, { limit: 1 }) : [];
  return letter ? asDeadLetter(letter) : null;
};
