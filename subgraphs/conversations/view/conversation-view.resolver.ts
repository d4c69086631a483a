import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { MemberReference } from '../references/member.type.ts';
import { ConversationView } from './conversation-view.entity.ts';
import { ConversationViewInput } from './conversation-view-input.ts';
import { countOf, listViews } from './list-views.ts';
import { removeView, saveView } from './save-view.ts';

@Resolver(() => ConversationView)
export class ConversationViewResolver {
  @Query(() => [ConversationView], {
    description: 'The views that the caller saved and those that the team shares, in the order of the alphabet.',
  })
  @RequiresScopes([['conversations:read']])
  conversationViews(@Ctx() ctx: GraphContext): Promise<ConversationView[]> {
    return listViews(ctx);
  }

  @Mutation(() => ConversationView, {
    description: 'Saves filters under a name, or replaces the view of that id: 50 a member at most.',
  })
  @RequiresScopes([['conversations:read']])
  saveConversationView(
    @Ctx() ctx: GraphContext,
    @Arg('input', () => ConversationViewInput) input: ConversationViewInput,
  ): Promise<ConversationView> {
    return ctx.transaction((tx) => saveView(tx, input));
  }

  @Mutation(() => Boolean, { description: 'False when the caller sees no view of that id.' })
  @RequiresScopes([['conversations:read']])
  removeConversationView(@Ctx() ctx: GraphContext, @Arg('id', () => ID) id: string): Promise<boolean> {
    return ctx.transaction((tx) => removeView(tx, id));
  }

  @FieldResolver(() => Boolean, { description: 'Whether the whole team has it.' })
  isShared(@Root() { shared }: ConversationView): boolean {
    return shared;
  }

  @FieldResolver(() => MemberReference, { nullable: true, description: 'The member who saved it first.' })
  owner(@Root() { ownerId }: ConversationView): MemberReference {
    return { id: ownerId };
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How many conversations it shows now; null where it asks for a tier and the caller may not read leads.',
  })
  count(@Ctx() ctx: GraphContext, @Root() view: ConversationView): Promise<number | null> {
    return countOf(ctx, view);
  }
}
