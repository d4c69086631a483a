import { Field, ID, ObjectType } from 'type-graphql';
import { Key, RequiresScopes } from '#kernel/graph/directives.ts';

@ObjectType('Message', { simpleResolvers: true })
@Key('id')
@RequiresScopes([['conversations:read']])
export class MessageReference {
  @Field(() => ID)
  readonly id!: string;
}
