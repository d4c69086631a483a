import { Field, ObjectType } from 'type-graphql';
import { FeedPayload } from '#kernel/graph/feed-subscription.ts';
import { LeadScore } from '../lead-score/lead-score.entity.ts';
import { Lead } from './lead.entity.ts';

@ObjectType({ simpleResolvers: true, description: 'A lead has a new score.' })
export class LeadScoredEvent extends FeedPayload {
  @Field(() => LeadScore, { description: 'The new score.' })
  readonly score!: LeadScore;

  @Field(() => Lead, { description: 'The lead as it is now.' })
  readonly lead!: Lead;
}
