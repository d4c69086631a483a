import type { Pool } from 'pg';
import { ArgsType, Field } from 'type-graphql';
import { badUserInput } from '#kernel/errors/public-error.ts';
import { ConnectionArgs, type ConnectionOf, decodeCursor, pageOf } from '#kernel/graph/connection.ts';
import { listDeadLetters as readDeadLetters } from '#kernel/messaging/dead-letters.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { asDeadLetter, type DeadLetter } from './dead-letter.type.ts';
import { asKeptFilter, DeadLetterFilter } from './dead-letter-filter.ts';

@ArgsType()
export class DeadLettersArgs extends ConnectionArgs {
  @Field(() => DeadLetterFilter, { nullable: true })
  readonly filter?: DeadLetterFilter | null;
}

/** Newest first, the tenant's own alone. */
export const listDeadLetters = async (ctx: Ctx, platform: Pool, args: DeadLettersArgs): Promise<ConnectionOf<DeadLetter>> => {
  const before = readCursor(args.after);
  const letters = await readDeadLetters(platform, ctx.tenant, asKeptFilter(args.filter ?? {}), {
    limit: args.first + 1,
    ...(before && { before }),
  });
  return pageOf(letters.map(asDeadLetter), args, (letter) => [letter.failedAt, letter.id]);
};

const readCursor = (after: string | null | undefined): { failedAt: Date; id: string } | null => {
  const parts = decodeCursor(after, 2);
  if (parts === null) return null;
  const [time = '', id = ''] = parts;
  const failedAt = new Date(time);
  if (Number.isNaN(failedAt.getTime()) || !isId(id)) throw badUserInput('after', 'after is not a cursor of this list.');
  return { failedAt, id };
};
