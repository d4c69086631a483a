import { Field, ID, ObjectType } from 'type-graphql';
import { Key, RequiresScopes } from '#kernel/graph/directives.ts';

@ObjectType('Conversation', { simpleResolvers: true })
@Key('id')
@RequiresScopes([['conversations:read']])
export class ConversationReference {
  @Field(() => ID)
  readonly id!: string;
}
