import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import { DateTime } from '#kernel/graph/scalars.ts';

export const LeadModelState = { COLLECTING: 'COLLECTING', NO_BETTER: 'NO_BETTER', OFF: 'OFF', IN_FORCE: 'IN_FORCE' } as const;
export type LeadModelState = keyof typeof LeadModelState;

registerEnumType(LeadModelState, {
  name: 'LeadModelState',
  description: 'What makes the points of leads.',
  valuesConfig: {
    COLLECTING: { description: 'The rules: too few leads ended to learn from, or nothing was learned from them yet.' },
    NO_BETTER: { description: 'The rules: what was learned ranks leads no better than they do.' },
    OFF: { description: 'The rules, because the tenant said so: there is a model that ranks better.' },
    IN_FORCE: { description: 'The model, from the next score on.' },
  },
});

@ObjectType({ simpleResolvers: true, description: "What was learned from the tenant's leads that ended." })
@RequiresScopes([['leads:read']])
export class LeadModelStatus {
  @Field(() => LeadModelState, { description: 'What makes the points.' })
  readonly state!: LeadModelState;

  @Field(() => Int, { description: 'Leads that were converted so far.' })
  readonly converted!: number;

  @Field(() => Int, { description: 'Leads that were lost so far.' })
  readonly lost!: number;

  @Field(() => Int, { description: 'How many more have to end before anything is learned, at least.' })
  readonly missing!: number;

  @Field(() => Int, { nullable: true, description: 'As scores name it; null before the first.' })
  readonly version!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was learned.' })
  readonly learnedAt!: Date | null;

  @Field(() => Int, { nullable: true, description: 'From how many leads it was learned.' })
  readonly learnedFrom!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'How often a converted lead ranks above a lost one that it was not learned from: 0.5 is a coin. Each fifth of the leads is judged by what the others teach.',
  })
  readonly auc!: number | null;

  @Field(() => Float, { nullable: true, description: "The same of the rules' points." })
  readonly rulesAuc!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'How far chances and what happened are apart, on average over fifths of those leads by their chance.',
  })
  readonly calibrationError!: number | null;
}
