import { Args, ArgsType, Ctx, Field, Resolver, Root, Subscription } from 'type-graphql';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import { FeedArgs, feedSubscription } from '#kernel/graph/feed-subscription.ts';
import type { DataOf } from '#kernel/messaging/event-contract.ts';
import type { FeedEvent } from '#kernel/messaging/feed.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { leadScored } from '#schema/events/lead-scored.v1.ts';
import { LeadScoredEvent } from './lead-scored.type.ts';
import { LeadTier } from './lead-tier.ts';
import { readScoredLead } from './read-scored-lead.ts';

@ArgsType()
class LeadScoredArgs extends FeedArgs {
  @Field(() => [LeadTier], { nullable: true, description: 'Only leads that show one of these tiers after the score.' })
  readonly tiers?: LeadTier[] | null;
}

const dataOf = (event: FeedEvent) => event.data as DataOf<typeof leadScored>;

@Resolver()
export class LeadScoredResolver {
  @Subscription(() => LeadScoredEvent, {
    description: 'Every new score, from the cursor on or from now.',
    subscribe: feedSubscription<LeadScoredArgs, GraphContext>({
      types: [leadScored.type],
      when: (event, { tiers }) => !tiers || tiers.includes(dataOf(event).tier),
    }),
  })
  @RequiresScopes([['leads:read']])
  async leadScored(
    @Ctx() ctx: GraphContext,
    @Root() event: FeedEvent,
    @Args(() => LeadScoredArgs) _args: LeadScoredArgs,
  ): Promise<LeadScoredEvent> {
    return { cursor: event.cursor, ...(await readScoredLead(ctx, dataOf(event))) };
  }
}
