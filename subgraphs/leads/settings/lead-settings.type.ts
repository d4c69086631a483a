import { Field, Float, InputType, Int, ObjectType } from 'type-graphql';
import { RequiresScopes } from '#kernel/graph/directives.ts';

@ObjectType({ simpleResolvers: true, description: 'How leads are told apart.' })
@RequiresScopes([['leads:read']])
export class LeadSettings {
  @Field(() => Int, { description: 'From so many points on a lead is HOT.' })
  readonly hotFromPoints!: number;

  @Field(() => Int, { description: 'From so many points on it is WARM, below that COLD.' })
  readonly warmFromPoints!: number;

  @Field(() => Float, {
    description:
      'Where a model makes the points: how many times as likely as the average a lead with `hotFromPoints` is to be converted, or, where that is nearer, by how many times less likely to be lost.',
  })
  readonly hotFromLift!: number;

  @Field(() => Float, { description: 'The same of a lead with `warmFromPoints`.' })
  readonly warmFromLift!: number;

  @Field(() => Boolean, {
    description: 'Whether a model learned from outcomes makes the points as soon as there is one that is better.',
  })
  readonly useModel!: boolean;
}

@InputType({ description: 'What is absent or null stays as it is.' })
export class LeadSettingsInput {
  @Field(() => Int, { nullable: true, description: 'Up to 100, and above `warmFromPoints`.' })
  hotFromPoints?: number | null;

  @Field(() => Int, { nullable: true, description: 'From 1.' })
  warmFromPoints?: number | null;

  @Field(() => Float, { nullable: true, description: 'Up to 100, and above `warmFromLift`.' })
  hotFromLift?: number | null;

  @Field(() => Float, { nullable: true, description: 'From 1.' })
  warmFromLift?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'See LeadSettings.' })
  useModel?: boolean | null;
}
