import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import { DateTime } from '#kernel/graph/scalars.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { readSpend } from './read-spend.ts';
import { Spend } from './spend.type.ts';

@Resolver()
export class SpendResolver {
  @Query(() => Spend, { description: "What vendors' models cost, this month where no span is given." })
  @RequiresScopes([['ai:read']])
  spend(
    @Ctx() ctx: GraphContext,
    @Arg('from', () => DateTime, { nullable: true, description: 'Included; the first of the month unless given.' })
    from?: Date | null,
    @Arg('to', () => DateTime, { nullable: true, description: 'Excluded; now unless given.' }) to?: Date | null,
  ): Promise<Spend> {
    return readSpend(ctx, { from: from ?? null, to: to ?? null });
  }
}
