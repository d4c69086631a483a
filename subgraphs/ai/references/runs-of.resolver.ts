import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { ConnectionArgs, type ConnectionOf } from '#kernel/graph/connection.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { findRunOfMessage } from '../run/find-run.ts';
import { listRunsOf } from '../run/list-runs.ts';
import { Run } from '../run/run.entity.ts';
import { RunConnection } from '../run/run.type.ts';
import { ConversationReference } from './conversation.type.ts';
import { MessageReference } from './message.type.ts';

@Resolver(() => ConversationReference)
export class ConversationRunsResolver {
  @FieldResolver(() => RunConnection, { nullable: true, description: 'What the agents did with its messages, newest first.' })
  async runs(
    @Ctx() ctx: GraphContext,
    @Root() { id }: ConversationReference,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<ConnectionOf<Run> | null> {
    return isId(id) ? listRunsOf(ctx, id, args) : null;
  }
}

@Resolver(() => MessageReference)
export class MessageRunResolver {
  @FieldResolver(() => Run, { nullable: true, description: 'What the agents did with it; null for a message of ours.' })
  run(@Ctx() ctx: GraphContext, @Root() { id }: MessageReference): Promise<Run | null> {
    return findRunOfMessage(ctx, id);
  }
}
