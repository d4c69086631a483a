import { Args, Ctx, Resolver, Root, Subscription } from 'type-graphql';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import { FeedArgs, feedSubscription } from '#kernel/graph/feed-subscription.ts';
import type { FeedEvent } from '#kernel/messaging/feed.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { leadChanged } from '#schema/events/lead-changed.v1.ts';
import { leadScored } from '#schema/events/lead-scored.v1.ts';
import { LeadChangedEvent } from './lead-changed.type.ts';
import { readChangedLead } from './read-changed-lead.ts';

@Resolver()
export class LeadChangedResolver {
  @Subscription(() => LeadChangedEvent, {
    description: 'Every change of a lead, a new score among them, from the cursor on or from now.',
    subscribe: feedSubscription<FeedArgs, GraphContext>({ types: [leadScored.type, leadChanged.type] }),
  })
  @RequiresScopes([['leads:read']])
  leadChanged(
    @Ctx() ctx: GraphContext,
    @Root() event: FeedEvent,
    @Args(() => FeedArgs) _args: FeedArgs,
  ): Promise<LeadChangedEvent> {
    return readChangedLead(ctx, event);
  }
}
