import { Field, ID, ObjectType } from 'type-graphql';
import { Key } from '#kernel/graph/directives.ts';

@ObjectType('Run', { simpleResolvers: true })
@Key('id', { resolvable: false })
export class RunReference {
  @Field(() => ID)
  readonly id!: string;
}
