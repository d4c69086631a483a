import { Field, ID, ObjectType } from 'type-graphql';
import { Key, RequiresScopes } from '#kernel/graph/directives.ts';

@ObjectType('Contact', { simpleResolvers: true })
@Key('id')
@RequiresScopes([['conversations:read'], ['leads:read']])
export class ContactReference {
  @Field(() => ID)
  readonly id!: string;
}
