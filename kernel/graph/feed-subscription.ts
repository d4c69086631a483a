import { ArgsType, Field, ObjectType } from 'type-graphql';
import type { Feed, FeedEvent } from '#kernel/messaging/feed.ts';
import type { TenantId } from '#kernel/tenancy/tenant.ts';

/** The part of a resolver's context that a subscription reads its events with. */
export interface FeedContext {
  readonly tenant: TenantId;
  readonly feed: Feed;
}

@ArgsType()
export class FeedArgs {
  @Field(() => String, {
    nullable: true,
    description:
      '`session.eventCursor`, or the cursor of the last event that was seen: events after it, without gap. From now on unless said.',
  })
  readonly after?: string | null;
}

/** What every subscription's payload begins with. */
@ObjectType()
export abstract class FeedPayload {
  @Field(() => String, { description: 'Subscribe again `after` it and nothing is missed.' })
  readonly cursor!: string;
}

/**
 * The `subscribe` of a type-graphql subscription over the feed: events of these types after `args.after`, or from now on. The resolver
 * method gets each FeedEvent as its root and maps it to the payload. `when` leaves out what the caller's arguments leave out.
 */
export function feedSubscription<Args extends FeedArgs, Context extends FeedContext>(options: {
  types: readonly string[];
  when?: (event: FeedEvent, args: Args, context: Context) => boolean | Promise<boolean>;
}): (call: { args: unknown; context: unknown }) => AsyncIterableIterator<FeedEvent> {
  return ({ args, context }) => {
    // type-graphql types neither; the subscription's own arguments and the kernel's context are what it hands over
    const given = args as Args;
    const ctx = context as Context;
    const events = ctx.feed.read(ctx.tenant, options.types, given.after ?? null);
    const { when } = options;
    return when === undefined ? events : filtered(events, (event) => when(event, given, ctx));
  };
}

/** Not an async generator: its `return()` would wait for the event that is pending, and a subscriber who left would stay subscribed. */
function filtered(
  events: AsyncIterableIterator<FeedEvent>,
  keep: (event: FeedEvent) => boolean | Promise<boolean>,
): AsyncIterableIterator<FeedEvent> {
  const iterator: AsyncIterableIterator<FeedEvent> = {
    async next() {
      for (;;) {
        const step = await events.next();
        if (step.done === true || (await keep(step.value))) return step;
      }
    },
    return: async () => (await events.return?.()) ?? { done: true, value: undefined },
    [Symbol.asyncIterator]: () => iterator,
  };
  return iterator;
}
