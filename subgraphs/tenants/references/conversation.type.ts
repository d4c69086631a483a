import { Field, ID, ObjectType } from 'type-graphql';
import { Key } from '#kernel/graph/directives.ts';

@ObjectType('Conversation', { simpleResolvers: true })
@Key('id', { resolvable: false })
export class ConversationReference {
  @Field(() => ID)
  readonly id!: string;
}
