import { Args, Ctx, Resolver, Root, Subscription } from 'type-graphql';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import { FeedArgs, feedSubscription } from '#kernel/graph/feed-subscription.ts';
import type { DataOf } from '#kernel/messaging/event-contract.ts';
import type { FeedEvent } from '#kernel/messaging/feed.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { crmSynced } from '#schema/events/crm-synced.v1.ts';
import { CrmLinkEvent } from './crm-link-event.type.ts';
import { readChangedLink } from './read-changed-link.ts';

@Resolver()
export class CrmLinkChangedResolver {
  @Subscription(() => CrmLinkEvent, {
    description: 'Every link that is made or reaches another state, from the cursor on or from now.',
    subscribe: feedSubscription<FeedArgs, GraphContext>({ types: [crmSynced.type] }),
  })
  @RequiresScopes([['crm:read']])
  async crmLinkChanged(
    @Ctx() ctx: GraphContext,
    @Root() event: FeedEvent,
    @Args(() => FeedArgs) _args: FeedArgs,
  ): Promise<CrmLinkEvent> {
    const { linkId } = event.data as DataOf<typeof crmSynced>;
    return { cursor: event.cursor, link: await readChangedLink(ctx, linkId) };
  }
}
