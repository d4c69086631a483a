import { Arg, Args, Ctx, ID, Int, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { ConnectionOf } from '#kernel/graph/connection.ts';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import { feedSubscription } from '#kernel/graph/feed-subscription.ts';
import type { FeedEvent } from '#kernel/messaging/feed.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { reviewChanged } from '#schema/events/review-changed.v1.ts';
import { approveReview } from './approve-review.ts';
import { claimNextReview } from './claim-next-review.ts';
import { claimReview } from './claim-review.ts';
import { findReview } from './find-review.ts';
import { listReviews } from './list-reviews.ts';
import { listUndoable } from './list-undoable.ts';
import { type RedraftTools, regenerateDraft } from './regenerate-draft.ts';
import { rejectReview } from './reject-review.ts';
import { releaseReview } from './release-review.ts';
import { renewReviewClaim } from './renew-review-claim.ts';
import { Review } from './review.entity.ts';
import { ReviewChangedArgs, ReviewConnection, ReviewEvent, ReviewsArgs } from './review.type.ts';
import type { ReviewChange } from './review-change.ts';
import {
  type ClaimReviewOutcome,
  ClaimReviewResult,
  type DecideReviewOutcome,
  DecideReviewResult,
} from './review-result.type.ts';
import { undoDecision } from './undo-decision.ts';

@Resolver()
export class ReviewResolver {
  readonly #undoHoldMs: number;
  readonly #tools: RedraftTools;

  constructor({ undoHoldMs, ...tools }: RedraftTools & { readonly undoHoldMs: number }) {
    this.#undoHoldMs = undoHoldMs;
    this.#tools = tools;
  }

  @Query(() => Review, { nullable: true, description: 'Null when there is none of that id.' })
  @RequiresScopes([['reviews:read']])
  review(@Arg('id', () => ID) id: string, @Ctx() ctx: GraphContext): Promise<Review | null> {
    return findReview(ctx, id);
  }

  @Query(() => ReviewConnection, { description: 'Most urgent first, in an order that does not change while they wait.' })
  @RequiresScopes([['reviews:read']])
  reviews(@Args(() => ReviewsArgs) args: ReviewsArgs, @Ctx() ctx: GraphContext): Promise<ConnectionOf<Review>> {
    return listReviews(ctx, args);
  }

  @Query(() => [Review], {
    description:
      'What the caller decided and may still take back with `undoDecision`, whichever window it was decided in; the latest last.',
  })
  @RequiresScopes([['reviews:decide']])
  undoableReviews(@Ctx() ctx: GraphContext): Promise<Review[]> {
    return listUndoable(ctx);
  }

  @Mutation(() => ClaimReviewResult, { description: 'Takes a review for two minutes, so that nobody else works on it.' })
  @RequiresScopes([['reviews:decide']])
  claimReview(@Arg('id', () => ID) id: string, @Ctx() ctx: GraphContext): Promise<ClaimReviewOutcome> {
    return ctx.transaction((tx) => claimReview(tx, id));
  }

  @Mutation(() => Review, { nullable: true, description: 'Claims the most urgent pending review; null when none waits.' })
  @RequiresScopes([['reviews:decide']])
  claimNextReview(@Ctx() ctx: GraphContext): Promise<Review | null> {
    return ctx.transaction((tx) => claimNextReview(tx));
  }

  @Mutation(() => ClaimReviewResult, { description: 'Two more minutes from now, under the same token.' })
  @RequiresScopes([['reviews:decide']])
  renewReviewClaim(
    @Arg('id', () => ID) id: string,
    @Arg('token', () => Int) token: number,
    @Ctx() ctx: GraphContext,
  ): Promise<ClaimReviewOutcome> {
    return ctx.transaction((tx) => renewReviewClaim(tx, { id, token }));
  }

  @Mutation(() => Review, { description: 'Gives a claimed review back. CONFLICT when somebody else has claimed it since.' })
  @RequiresScopes([['reviews:decide']])
  releaseReview(
    @Arg('id', () => ID) id: string,
    @Arg('token', () => Int) token: number,
    @Ctx() ctx: GraphContext,
  ): Promise<Review> {
    return ctx.transaction((tx) => releaseReview(tx, { id, token }));
  }

  @Mutation(() => DecideReviewResult, {
    description:
      '`text` replaces the draft; without it the draft is sent as it stands. The same `idempotencyKey` of the same member decides once and answers the same review.',
  })
  @RequiresScopes([['reviews:decide']])
  approveReview(
    @Arg('id', () => ID) id: string,
    @Arg('token', () => Int) token: number,
    @Arg('text', () => String, { nullable: true }) text: string | null | undefined,
    @Arg('idempotencyKey', () => String, { nullable: true }) idempotencyKey: string | null | undefined,
    @Ctx() ctx: GraphContext,
  ): Promise<DecideReviewOutcome> {
    const approval = { id, token, text: text ?? null, idempotencyKey: idempotencyKey ?? null };
    return ctx.transaction((tx) => approveReview(tx, approval, this.#undoHoldMs));
  }

  @Mutation(() => DecideReviewResult, {
    description: 'Decides that nothing is sent. The reason is kept for the agents to learn from.',
  })
  @RequiresScopes([['reviews:decide']])
  rejectReview(
    @Arg('id', () => ID) id: string,
    @Arg('token', () => Int) token: number,
    @Arg('reason', () => String) reason: string,
    @Ctx() ctx: GraphContext,
  ): Promise<DecideReviewOutcome> {
    return ctx.transaction((tx) => rejectReview(tx, { id, token, reason }, this.#undoHoldMs));
  }

  @Mutation(() => DecideReviewResult, {
    description:
      "Within the hold (5 s) after approve or reject: the review is the caller's again, under a new token. `token` is the one that decided; the same call again answers the same.",
  })
  @RequiresScopes([['reviews:decide']])
  undoDecision(
    @Arg('id', () => ID) id: string,
    @Arg('token', () => Int) token: number,
    @Ctx() ctx: GraphContext,
  ): Promise<DecideReviewOutcome> {
    return ctx.transaction((tx) => undoDecision(tx, { id, token }));
  }

  @Mutation(() => DecideReviewResult, {
    description:
      'Another draft for who holds the review; the claim is kept. `guidance` says how it is to differ, in up to 1,000 characters. BAD_USER_INPUT when nothing in the knowledge answers otherwise: the draft stays.',
  })
  @RequiresScopes([['reviews:decide']])
  regenerateDraft(
    @Arg('id', () => ID) id: string,
    @Arg('token', () => Int) token: number,
    @Arg('guidance', () => String, { nullable: true }) guidance: string | null | undefined,
    @Ctx() ctx: GraphContext,
  ): Promise<DecideReviewOutcome> {
    return regenerateDraft(ctx, { id, token, guidance: guidance ?? null }, this.#tools);
  }

  @Subscription(() => ReviewEvent, {
    description: 'Replies that wait for a person, and what becomes of them: added, claimed, released, decided, superseded.',
    subscribe: feedSubscription<ReviewChangedArgs, GraphContext>({
      types: [reviewChanged.type],
      when: (event, { status }) => status == null || status.some((one) => one === event.data['status']),
    }),
  })
  @RequiresScopes([['reviews:read']])
  async reviewChanged(
    @Root() event: FeedEvent,
    @Args(() => ReviewChangedArgs) _args: ReviewChangedArgs,
    @Ctx() ctx: GraphContext,
  ): Promise<ReviewEvent> {
    const review = await findReview(ctx, String(event.data['reviewId']));
    if (!review) throw new Error('a review that changed is not there');
    // the contract of the event names exactly these words
    return { cursor: event.cursor, change: event.data['change'] as ReviewChange, review };
  }
}
