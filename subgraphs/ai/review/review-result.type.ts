import { createUnionType, Field, ObjectType } from 'type-graphql';
import { DateTime } from '#kernel/graph/scalars.ts';
import { MemberReference } from '../references/member.type.ts';
import { Review } from './review.entity.ts';

@ObjectType({ description: 'Somebody else has claimed the review.', simpleResolvers: true })
export class ReviewHeldByAnother {
  @Field(() => MemberReference, { nullable: true, description: 'Who holds it.' })
  readonly by: MemberReference | null;
  @Field(() => DateTime, { description: 'When the claim runs out unless it is renewed.' })
  readonly until: Date;

  constructor(by: MemberReference | null, until: Date) {
    this.by = by;
    this.until = until;
  }
}

@ObjectType({ description: 'The review is no longer open: it was decided, or its reply window closed.', simpleResolvers: true })
export class ReviewAlreadyDecided {
  @Field(() => Review, { description: 'As it stands now.' })
  readonly review: Review;

  constructor(review: Review) {
    this.review = review;
  }
}

@ObjectType({ description: 'The claim ran out or was released, and nobody else holds it: claim again.', simpleResolvers: true })
export class ReviewClaimLost {
  @Field(() => Review, { description: 'As it stands now.' })
  readonly review: Review;

  constructor(review: Review) {
    this.review = review;
  }
}

@ObjectType({ description: 'The customer wrote again: a new draft is under way.', simpleResolvers: true })
export class DraftOutdated {
  @Field(() => Review, { description: 'As it stands now; `supersededBy` names its successor once there is one.' })
  readonly review: Review;

  constructor(review: Review) {
    this.review = review;
  }
}

export type RefusalCode = 'WINDOW_CLOSED' | 'TEXT_EMPTY' | 'TEXT_TOO_LONG';

@ObjectType({
  description:
    'The reply cannot be sent as it is; the review stays open and claimed. A refusal by the platform later reopens the review and arrives as `reviewChanged` REFUSED, with `Review.refusal`.',
  simpleResolvers: true,
})
export class ReplyRefused {
  @Field(() => String, { description: 'WINDOW_CLOSED, TEXT_EMPTY or TEXT_TOO_LONG.' })
  readonly code: RefusalCode;
  @Field(() => String, { description: 'What is wrong and what to do, for a person.' })
  readonly message: string;
  @Field(() => Review, { description: 'Still open.' })
  readonly review: Review;

  constructor(code: RefusalCode, message: string, review: Review) {
    this.code = code;
    this.message = message;
    this.review = review;
  }
}

export type ClaimReviewOutcome = Review | ReviewHeldByAnother | ReviewAlreadyDecided | ReviewClaimLost | DraftOutdated;
export type DecideReviewOutcome = ClaimReviewOutcome | ReplyRefused;

/** Synchronous, for `defineSubgraph({ unions })`. */
export function reviewResultType(value: DecideReviewOutcome): string {
  if (value instanceof ReviewHeldByAnother) return 'ReviewHeldByAnother';
  if (value instanceof ReviewAlreadyDecided) return 'ReviewAlreadyDecided';
  if (value instanceof ReviewClaimLost) return 'ReviewClaimLost';
  if (value instanceof DraftOutdated) return 'DraftOutdated';
  if (value instanceof ReplyRefused) return 'ReplyRefused';
  return 'Review';
}

export const ClaimReviewResult = createUnionType({
  name: 'ClaimReviewResult',
  description: 'The claimed review, or why it could not be claimed.',
  types: () => [Review, ReviewHeldByAnother, ReviewAlreadyDecided, ReviewClaimLost, DraftOutdated] as const,
});

export const DecideReviewResult = createUnionType({
  name: 'DecideReviewResult',
  description: 'The decided review, or why the decision was not taken.',
  types: () => [Review, ReviewHeldByAnother, ReviewAlreadyDecided, DraftOutdated, ReplyRefused, ReviewClaimLost] as const,
});
