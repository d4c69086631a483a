import { Field, ObjectType } from 'type-graphql';
import { DateTime } from '#kernel/graph/scalars.ts';
import { MemberReference } from '../references/member.type.ts';
import { LeadTier } from './lead-tier.ts';

@ObjectType({
  simpleResolvers: true,
  description: "A member's judgement in place of the score's; scores are still recorded under it.",
})
export class LeadTierOverride {
  @Field(() => LeadTier, { description: 'What the lead shows until the override is cleared.' })
  readonly tier!: LeadTier;

  @Field(() => MemberReference, { nullable: true, description: 'Who set it.' })
  readonly by!: MemberReference;

  @Field(() => String, { description: 'Why, in the words of the member.' })
  readonly reason!: () => Promise<string>;

  @Field(() => DateTime, { description: 'When it was set.' })
  readonly at!: Date;
}
