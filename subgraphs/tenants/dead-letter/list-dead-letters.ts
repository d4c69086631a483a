import type { Pool } from 'pg';
import { ArgsType, Field } from 'type-graphql';
import { ConnectionArgs, type ConnectionOf, pageOf } from '#kernel/graph/connection.ts';
import { cursorParts, latestBy, readPosition } from '#kernel/graph/keyset.ts';
import { listDeadLetters as readDeadLetters } from '#kernel/messaging/dead-letters.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { asDeadLetter, type DeadLetter } from './dead-letter.type.ts';
import { asKeptFilter, DeadLetterFilter } from './dead-letter-filter.ts';

@ArgsType()
export class DeadLettersArgs extends ConnectionArgs {
  @Field(() => DeadLetterFilter, { nullable: true })
  readonly filter?: DeadLetterFilter | null;
}

const order = latestBy('failedAt');

/** Newest first, the tenant's own alone. */
export const listDeadLetters = async (ctx: Ctx, platform: Pool, args: DeadLettersArgs): Promise<ConnectionOf<DeadLetter>> => {
  const before = readPosition(order, args.after);
  const letters = await readDeadLetters(platform, ctx.tenant, asKeptFilter(args.filter ?? {}), {
    limit: args.first + 1,
    // the order reads times
    ...(before && { before: { failedAt: before.value as Date, id: before.id } }),
  });
  return pageOf(letters.map(asDeadLetter), args, (letter) => cursorParts(order, letter));
};
