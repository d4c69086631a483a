import { Field, ObjectType } from 'type-graphql';
import { FeedPayload } from '#kernel/graph/feed-subscription.ts';
import { Lead } from './lead.entity.ts';
import { LeadChange } from './lead-change.ts';

@ObjectType({ simpleResolvers: true, description: 'A lead was scored, moved or overridden.' })
export class LeadChangedEvent extends FeedPayload {
  @Field(() => LeadChange, { description: 'What has changed.' })
  readonly change!: LeadChange;

  @Field(() => Lead, { description: 'The lead as it is now.' })
  readonly lead!: Lead;
}
