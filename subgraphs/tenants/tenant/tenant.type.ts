import { Field, ID, ObjectType } from 'type-graphql';
import { Key } from '#kernel/graph/directives.ts';
import { DateTime } from '#kernel/graph/scalars.ts';

@ObjectType({ simpleResolvers: true, description: 'A business that answers its messages here, apart from every other.' })
@Key('id')
export class Tenant {
  @Field(() => ID, { description: 'May stand as the tenant of a token, as the slug may.' })
  readonly id!: string;

  @Field(() => String, { description: 'As people read it.' })
  readonly name!: string;

  @Field(() => String, { description: 'As addresses and tokens name it: a-z, 0-9 and -.' })
  readonly slug!: string;

  @Field(() => DateTime, { description: 'When the tenant was made.' })
  readonly createdAt!: Date;
}
