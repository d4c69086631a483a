import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { batched } from '#kernel/graph/batched.ts';
import { ConnectionArgs, type ConnectionOf } from '#kernel/graph/connection.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { runPagesOf, runsByMessage } from '../run/find-runs.ts';
import { Run } from '../run/run.entity.ts';
import { RunConnection } from '../run/run.type.ts';
import { ConversationReference } from './conversation.type.ts';
import { MessageReference } from './message.type.ts';

const runOfMessage = batched(runsByMessage);

/** A page is asked for with the same arguments throughout a list, so those are part of the key only. */
const runsOfConversation = batched<string, ConnectionOf<Run>>(async (ctx, keys) => {
  const asked = keys.map((key) => JSON.parse(key) as { id: string; first: number; after: string | null });
  const pages = await Promise.all(
    [...Map.groupBy(asked, ({ first, after }) => `${first} ${after}`).values()].map(async (group) => {
      const { first, after } = group[0] as (typeof group)[0];
      const found = await runPagesOf(
        ctx,
        group.map(({ id }) => id),
        { first, after },
      );
      return [...found].map(([id, page]) => [keyOf(id, { first, after }), page] as const);
    }),
  );
  return new Map(pages.flat());
});

const keyOf = (id: string, { first, after }: ConnectionArgs): string => JSON.stringify({ id, first, after: after ?? null });

@Resolver(() => ConversationReference)
export class ConversationRunsResolver {
  @FieldResolver(() => RunConnection, { nullable: true, description: 'What the agents did with its messages, newest first.' })
  async runs(
    @Root() { id }: ConversationReference,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() ctx: GraphContext,
  ): Promise<ConnectionOf<Run> | null> {
    return isId(id) ? runsOfConversation(ctx, keyOf(id, args)) : null;
  }
}

@Resolver(() => MessageReference)
export class MessageRunResolver {
  @FieldResolver(() => Run, { nullable: true, description: 'What the agents did with it; null for a message of ours.' })
  run(@Root() { id }: MessageReference, @Ctx() ctx: GraphContext): Promise<Run | null> {
    return runOfMessage(ctx, id);
  }
}
