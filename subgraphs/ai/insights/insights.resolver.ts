import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { Insights, InsightsArgs } from './insights.type.ts';
import { readInsights } from './read-insights.ts';

@Resolver()
export class InsightsResolver {
  @Query(() => Insights, { description: 'What became of the messages that arrived in a span of time.' })
  @RequiresScopes([['ai:read']])
  insights(@Ctx() ctx: GraphContext, @Args(() => InsightsArgs) args: InsightsArgs): Promise<Insights> {
    return readInsights(ctx, args);
  }
}
