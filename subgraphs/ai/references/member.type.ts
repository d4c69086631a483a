import { Field, ID, ObjectType } from 'type-graphql';
import { Key } from '#kernel/graph/directives.ts';

@ObjectType('Member', { simpleResolvers: true })
@Key('id', { resolvable: false })
export class MemberReference {
  @Field(() => ID)
  readonly id!: string;
}
