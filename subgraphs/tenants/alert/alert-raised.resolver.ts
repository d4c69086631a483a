import { Args, Ctx, Field, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import { FeedArgs, FeedPayload, feedSubscription } from '#kernel/graph/feed-subscription.ts';
import type { DataOf } from '#kernel/messaging/event-contract.ts';
import type { FeedEvent } from '#kernel/messaging/feed.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { alertRaised } from '#schema/events/alert-raised.v1.ts';
import { Alert } from './alert.entity.ts';
import { readRaisedAlert } from './read-raised-alert.ts';

@ObjectType({ simpleResolvers: true, description: 'An alert was raised.' })
class AlertEvent extends FeedPayload {
  @Field(() => Alert, { description: 'The alert as it is now.' })
  readonly alert!: Alert;
}

@Resolver()
export class AlertRaisedResolver {
  @Subscription(() => AlertEvent, {
    description: 'Every alert, from the cursor on or from now.',
    subscribe: feedSubscription<FeedArgs, GraphContext>({ types: [alertRaised.type] }),
  })
  @RequiresScopes([['operations:read']])
  async alertRaised(
    @Ctx() ctx: GraphContext,
    @Root() event: FeedEvent,
    @Args(() => FeedArgs) _args: FeedArgs,
  ): Promise<AlertEvent> {
    return { cursor: event.cursor, alert: await readRaisedAlert(ctx, event.id, event.data as DataOf<typeof alertRaised>) };
  }
}
