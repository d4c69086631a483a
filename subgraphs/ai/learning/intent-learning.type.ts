import { Field, Int, ObjectType } from 'type-graphql';
import { DateTime } from '#kernel/graph/scalars.ts';

@ObjectType({ description: "What the tenant's corrections taught.", simpleResolvers: true })
export class IntentLearning {
  @Field(() => Int, { description: 'Runs whose intent a member said.' })
  readonly corrections!: number;
  @Field(() => Int, {
    description:
      'Those that the built-in classifier learns from: their text is still there, and they are among the latest 2,000.',
  })
  readonly inForce!: number;
  @Field(() => Int, { description: 'Those where the member said something else than the agents had found.' })
  readonly changedIntent!: number;
  @Field(() => Int, { description: 'Runs with the passage that answers them.' })
  readonly passages!: number;
  @Field(() => DateTime, {
    nullable: true,
    description: 'Since when it knows all of them, but for some seconds; null where nobody corrected anything.',
  })
  readonly since!: Date | null;
}
