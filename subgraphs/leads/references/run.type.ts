import { Field, ID, ObjectType } from 'type-graphql';
import { Key, RequiresScopes } from '#kernel/graph/directives.ts';

@ObjectType('Run', { simpleResolvers: true })
@Key('id', { resolvable: false })
@RequiresScopes([['runs:read']])
export class RunReference {
  @Field(() => ID)
  readonly id!: string;
}
