import { Field, ID, ObjectType } from 'type-graphql';
import { Key } from '#kernel/graph/directives.ts';

@Key('id', { resolvable: false })
@ObjectType('Member', { simpleResolvers: true })
export class MemberReference {
  @Field(() => ID)
  readonly id!: string;
}
