import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import { readRows } from '#kernel/graph/rows-by.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { CannedReply } from './canned-reply.entity.ts';
import { CannedReplyInput } from './canned-reply-input.ts';
import { removeCannedReply, saveCannedReply } from './save-canned-reply.ts';

@Resolver(() => CannedReply)
export class CannedReplyResolver {
  @Query(() => [CannedReply], { description: 'All of the tenant, 200 at most, in the order of the alphabet.' })
  @RequiresScopes([['conversations:read']])
  cannedReplies(@Ctx() ctx: GraphContext): Promise<CannedReply[]> {
    return readRows(ctx, CannedReply, {}, {}, { orderBy: { name: 'asc' } });
  }

  @Mutation(() => CannedReply, { description: 'Saves a canned reply, or replaces the one of that id.' })
  @RequiresScopes([['conversations:write']])
  saveCannedReply(@Ctx() ctx: GraphContext, @Arg('input', () => CannedReplyInput) input: CannedReplyInput): Promise<CannedReply> {
    return ctx.transaction((tx) => saveCannedReply(tx, input));
  }

  @Mutation(() => Boolean, { description: 'False when there was none of that id.' })
  @RequiresScopes([['conversations:write']])
  removeCannedReply(@Ctx() ctx: GraphContext, @Arg('id', () => ID) id: string): Promise<boolean> {
    return ctx.transaction((tx) => removeCannedReply(tx, id));
  }
}
