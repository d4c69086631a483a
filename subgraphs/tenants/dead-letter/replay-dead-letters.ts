import type { Pool } from 'pg';
import { Field, Int, ObjectType } from 'type-graphql';
import { badUserInput } from '#kernel/errors/public-error.ts';
import { type DeadLetter, listDeadLetters, replayDeadLetters as putBack } from '#kernel/messaging/dead-letters.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { asKeptFilter, type DeadLetterFilter, isEmptyFilter } from './dead-letter-filter.ts';

@ObjectType({ simpleResolvers: true, description: 'What a replay did, or would do.' })
export class ReplayReport {
  @Field(() => Boolean, { description: 'Whether it was asked what would happen: then nothing happened.' })
  readonly dryRun!: boolean;

  @Field(() => Int, { description: 'How many dead letters match the filter; 1000 at most at a time, the newest.' })
  readonly matched!: number;

  @Field(() => Int, { description: 'How many were put back, or would be.' })
  readonly replayed!: number;

  @Field(() => Int, { description: 'How many were not: replayed or discarded before, or never an event.' })
  readonly skipped!: number;
}

interface Replay {
  readonly filter: DeadLetterFilter;
  readonly dryRun: boolean;
  readonly idempotencyKey?: string | null | undefined;
}

const MAX_AT_ONCE = 1000;
const MAX_KEY_LENGTH = 200;

/**
 * Puts dead letters back in front of their consumers. They stand in the schema platform, which is another transaction: a crash between
 * the two replays nothing twice, since a letter is put back once, but the same key then answers how few were left.
 * Throws BAD_USER_INPUT for an empty filter.
 */
export const replayDeadLetters = async (
  tx: Tx,
  platform: Pool,
  { filter, dryRun, idempotencyKey }: Replay,
): Promise<ReplayReport> => {
  if (isEmptyFilter(filter)) throw badUserInput('filter', 'filter must say which dead letters: an empty one would replay all.');
  if (dryRun) return reportOf(await matching(tx, platform, filter), (letters) => letters.length, true);
  if (!idempotencyKey) return replay(tx, platform, filter);
  if (idempotencyKey.length > MAX_KEY_LENGTH)
    throw badUserInput('idempotencyKey', `idempotencyKey must have ${MAX_KEY_LENGTH} characters at most.`);

  const table = `"${schemaOf(tx.tenant)}".dead_letter_replay`;
  // the same key at the same moment waits here for the first one's commit
  const [taken] = await tx.em.execute<{ idempotency_key: string }[]>(
    `insert into ${table} (idempotency_key, matched, replayed, skipped, replayed_at) values (?, 0, 0, 0, ?)
     on conflict do nothing returning idempotency_key`,
    [idempotencyKey, tx.clock.now()],
  );
  if (!taken) {
    const rows = await tx.em.execute<ReplayReport[]>(
      `select false as "dryRun", matched, replayed, skipped from ${table} where idempotency_key = ?`,
      [idempotencyKey],
    );
    return rows[0] as ReplayReport; // the insert found it
  }
  const report = await replay(tx, platform, filter);
  await tx.em.execute(`update ${table} set matched = ?, replayed = ?, skipped = ? where idempotency_key = ?`, [
    report.matched,
    report.replayed,
    report.skipped,
    idempotencyKey,
  ]);
  return report;
};

const replay = async (tx: Tx, platform: Pool, filter: DeadLetterFilter): Promise<ReplayReport> => {
  const letters = await matching(tx, platform, filter);
  const replayed = await putBack(
    platform,
    letters.map((letter) => letter.id),
  );
  return reportOf(letters, () => replayed.length, false);
};

const matching = (tx: Tx, platform: Pool, filter: DeadLetterFilter): Promise<DeadLetter[]> =>
  listDeadLetters(platform, tx.tenant, asKeptFilter(filter), { limit: MAX_AT_ONCE });

const canBeReplayed = (letter: DeadLetter): boolean =>
  letter.data !== null && letter.replayedAt === null && letter.discardedAt === null;

const reportOf = (
  letters: readonly DeadLetter[],
  countOf: (open: readonly DeadLetter[]) => number,
  dryRun: boolean,
): ReplayReport => {
  const replayed = countOf(letters.filter(canBeReplayed));
  return { dryRun, matched: letters.length, replayed, skipped: letters.length - replayed };
};
