import { Args, Ctx, Field, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import { FeedArgs, FeedPayload, feedSubscription } from '#kernel/graph/feed-subscription.ts';
import type { DataOf } from '#kernel/messaging/event-contract.ts';
import type { FeedEvent } from '#kernel/messaging/feed.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { alertChanged } from '#schema/events/alert-changed.v1.ts';
import { Alert } from './alert.entity.ts';
import { findAlert } from './find-alert.ts';

@ObjectType({ simpleResolvers: true, description: 'An alert was raised, acknowledged or resolved.' })
class AlertEvent extends FeedPayload {
  @Field(() => Alert, { description: 'The alert as it is now.' })
  readonly alert!: Alert;
}

const told = ({ data }: FeedEvent) => data as DataOf<typeof alertChanged>;

@Resolver()
export class AlertChangedResolver {
  @Subscription(() => AlertEvent, {
    description: 'Every alert, from the cursor on or from now.',
    subscribe: feedSubscription<FeedArgs, GraphContext>({
      types: [alertChanged.type],
      when: (event) => told(event).change === 'RAISED',
    }),
  })
  @RequiresScopes([['operations:read']])
  alertRaised(@Ctx() ctx: GraphContext, @Root() event: FeedEvent, @Args(() => FeedArgs) _args: FeedArgs): Promise<AlertEvent> {
    return this.#payload(ctx, event);
  }

  @Subscription(() => AlertEvent, {
    description: 'Every alert that is raised, acknowledged or resolved, from the cursor on or from now.',
    subscribe: feedSubscription<FeedArgs, GraphContext>({ types: [alertChanged.type] }),
  })
  @RequiresScopes([['operations:read']])
  alertChanged(@Ctx() ctx: GraphContext, @Root() event: FeedEvent, @Args(() => FeedArgs) _args: FeedArgs): Promise<AlertEvent> {
    return this.#payload(ctx, event);
  }

  async #payload(ctx: GraphContext, event: FeedEvent): Promise<AlertEvent> {
    return { cursor: event.cursor, alert: await findAlert(ctx, told(event).alertId) };
  }
}
