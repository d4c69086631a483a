import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';
import { ConnectionArgs, connectionOf } from '#kernel/graph/connection.ts';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import { FeedArgs, FeedPayload } from '#kernel/graph/feed-subscription.ts';
import { DateTime } from '#kernel/graph/scalars.ts';
import { MemberReference } from '../references/member.type.ts';
import { MessageReference } from '../references/message.type.ts';
import { Review, ReviewReason } from './review.entity.ts';
import { ReviewChange } from './review-change.ts';
import { ReviewStatus } from './review-status.ts';

export const { Connection: ReviewConnection } = connectionOf('Review', () => Review);

@ObjectType({
  description:
    'Who holds a review. The token rises with every claim and is given back with the decision: a stale holder cannot decide.',
  simpleResolvers: true,
})
export class ReviewClaim {
  @Field(() => MemberReference, { nullable: true, description: 'Who.' })
  readonly by!: MemberReference | null;
  @Field(() => Int, { description: 'What the decision has to name.' })
  @RequiresScopes([['reviews:decide']])
  readonly token!: number;
  @Field(() => DateTime, { description: 'When everybody may claim it again, unless it is renewed.' })
  readonly expiresAt!: Date;
}

@ObjectType({ description: 'What a reviewer decided.', simpleResolvers: true })
export class ReviewDecision {
  readonly review!: Review;

  @Field(() => MemberReference, { nullable: true, description: 'Who.' })
  readonly by!: MemberReference | null;
  @Field(() => DateTime, { description: 'When.' })
  readonly at!: Date;
  @Field(() => Boolean, { description: 'The text that was approved is not the draft.' })
  readonly edited!: boolean;
  @Field(() => DateTime, {
    nullable: true,
    description: 'Until then whoever decided may take it back with `undoDecision`; null once it is final.',
  })
  readonly undoableUntil!: Date | null;
  @Field(() => Int, {
    nullable: true,
    description: 'How long that is from now, in milliseconds: no clock of the reader has to be right.',
  })
  readonly undoableForMs!: number | null;
  @Field(() => Int, {
    nullable: true,
    description: 'What `undoDecision` has to name. Null once it is final, and for everybody but the one who decided.',
  })
  @RequiresScopes([['reviews:decide']])
  readonly token!: number | null;
  @Field(() => MessageReference, { nullable: true, description: 'The message that was posted; null until the platform took it.' })
  readonly message!: MessageReference | null;
}

@ObjectType({ description: 'The platform would not take the last approved reply.', simpleResolvers: true })
export class ReplyRefusal {
  readonly review!: Review;

  @Field(() => String, {
    description:
      'WINDOW_CLOSED, PERSON_UNAVAILABLE, CHANNEL_DISCONNECTED, REJECTED_BY_PLATFORM, or UNCERTAIN: it may have arrived.',
  })
  readonly code!: string;
  @Field(() => String, { description: 'What happened, for a person.' })
  readonly message!: string;
  @Field(() => DateTime, { description: 'When.' })
  readonly at!: Date;
}

@ObjectType({ description: 'A review was added, or something became of it.', simpleResolvers: true })
export class ReviewEvent extends FeedPayload {
  @Field(() => ReviewChange, { description: 'What became of it.' })
  readonly change!: ReviewChange;
  @Field(() => Review, { description: 'As it stands now.' })
  readonly review!: Review;
}

@ArgsType()
export class ReviewsArgs extends ConnectionArgs {
  @Field(() => [ReviewStatus], { nullable: true, description: 'One of these.' })
  status?: ReviewStatus[] | null;
  @Field(() => [ReviewReason], { nullable: true, description: 'One of these.' })
  reason?: ReviewReason[] | null;
  @Field(() => ID, { nullable: true, description: 'Claimed by this member.' })
  claimedById?: string | null;
}

@ArgsType()
export class ReviewChangedArgs extends FeedArgs {
  @Field(() => [ReviewStatus], { nullable: true, description: 'Only changes into one of these.' })
  status?: ReviewStatus[] | null;
}
