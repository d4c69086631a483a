import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { Conversation } from '../conversation/conversation.entity.ts';
import { MemberReference } from '../references/member.type.ts';
import { addNote } from './add-note.ts';
import { openNote } from './list-notes.ts';
import { Note } from './note.entity.ts';

@Resolver(() => Note)
export class NoteResolver {
  @Mutation(() => Conversation, {
    description: 'Writes a note beside a conversation, as the calling member. The person never sees it.',
  })
  @RequiresScopes([['conversations:write']])
  addNote(
    @Ctx() ctx: GraphContext,
    @Arg('conversationId', () => ID) conversationId: string,
    @Arg('text', () => String) text: string,
  ): Promise<Conversation> {
    return ctx.transaction((tx) => addNote(tx, conversationId, text));
  }

  @FieldResolver(() => String, { description: 'What it says; empty once the person was erased. Encrypted at rest.' })
  text(@Ctx() ctx: GraphContext, @Root() note: Note): Promise<string> {
    return openNote(ctx, note);
  }

  @FieldResolver(() => MemberReference, { nullable: true, description: 'The member who wrote it.' })
  author(@Root() { authorId }: Note): MemberReference {
    return { id: authorId };
  }
}
