import { Field, ID, ObjectType } from 'type-graphql';
import { Key, RequiresScopes } from '#kernel/graph/directives.ts';

@ObjectType('Lead', { simpleResolvers: true })
@Key('id')
@RequiresScopes([['leads:read']])
export class LeadReference {
  @Field(() => ID)
  readonly id!: string;
}
