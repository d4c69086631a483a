import { Field, Int, ObjectType } from 'type-graphql';
import { RequiresScopes } from '#kernel/graph/directives.ts';

@ObjectType({ simpleResolvers: true, description: 'One reason for a score.' })
export class ScoreSignal {
  @Field(() => String, { description: 'The name of the signal, such as `wants-to-buy`.' })
  readonly name: string;

  @Field(() => Int, { description: 'What it added, or took away where it is below zero.' })
  readonly points: number;

  readonly #openEvidence: () => Promise<string | null>;

  constructor(name: string, points: number, openEvidence: () => Promise<string | null>) {
    this.name = name;
    this.points = points;
    this.#openEvidence = openEvidence;
  }

  @Field(() => String, {
    nullable: true,
    description: "The person's words that show it; null where none do, or they were erased.",
  })
  @RequiresScopes([['contacts:pii']])
  evidence(): Promise<string | null> {
    return this.#openEvidence();
  }
}
