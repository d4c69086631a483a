import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import type { PlatformContext } from '#kernel/runtime/platform-context.ts';
import { DeadLetter, DeadLetterConnection } from './dead-letter.type.ts';
import { DeadLetterFilter } from './dead-letter-filter.ts';
import { discardDeadLetter } from './discard-dead-letter.ts';
import { DeadLettersArgs, listDeadLetters } from './list-dead-letters.ts';
import { ReplayReport, replayDeadLetters } from './replay-dead-letters.ts';

@Resolver()
export class DeadLetterResolver {
  readonly #platform: () => PlatformContext;

  constructor(platform: () => PlatformContext) {
    this.#platform = platform;
  }

  @Query(() => DeadLetterConnection, { description: 'Work that was given up, the newest first.' })
  @RequiresScopes([['operations:read']])
  deadLetters(@Ctx() ctx: GraphContext, @Args(() => DeadLettersArgs) args: DeadLettersArgs) {
    return listDeadLetters(ctx, this.#platform().platform, args);
  }

  @Mutation(() => ReplayReport, {
    description:
      'Puts dead letters back to be tried again. An empty filter is refused. dryRun says what would happen and does nothing.',
  })
  @RequiresScopes([['operations:manage']])
  replayDeadLetters(
    @Ctx() ctx: GraphContext,
    @Arg('filter', () => DeadLetterFilter) filter: DeadLetterFilter,
    @Arg('dryRun', () => Boolean, { defaultValue: true }) dryRun: boolean,
    @Arg('idempotencyKey', () => String, { nullable: true }) idempotencyKey: string | null,
  ): Promise<ReplayReport> {
    return ctx.transaction((tx) => replayDeadLetters(tx, this.#platform().platform, { filter, dryRun, idempotencyKey }));
  }

  @Mutation(() => DeadLetter, { description: 'Decides that work is not to be tried again, and says why.' })
  @RequiresScopes([['operations:manage']])
  discardDeadLetter(
    @Ctx() ctx: GraphContext,
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
  ): Promise<DeadLetter> {
    return ctx.transaction((tx) => discardDeadLetter(tx, this.#platform().platform, id, reason));
  }
}
