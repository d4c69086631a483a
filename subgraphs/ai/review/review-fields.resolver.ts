import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { ConversationReference } from '../references/conversation.type.ts';
import { findRun } from '../run/find-run.ts';
import { readDraftText } from '../run/read-sealed.ts';
import { Run } from '../run/run.entity.ts';
import { findReview } from './find-review.ts';
import { isHeld, Review } from './review.entity.ts';
import { ReplyRefusal, ReviewClaim, ReviewDecision } from './review.type.ts';
import { OPEN_REVIEW, ReviewStatus } from './review-status.ts';

const DECIDED: readonly ReviewStatus[] = [ReviewStatus.SENDING, ReviewStatus.APPROVED, ReviewStatus.REJECTED];

@Resolver(() => Review)
export class ReviewFieldsResolver {
  @FieldResolver(() => Run, { description: 'The run that led to it.' })
  run(@Root() review: Review, @Ctx() ctx: GraphContext): Promise<Run | null> {
    return findRun(ctx, review.runId);
  }

  @FieldResolver(() => ConversationReference, { nullable: true, description: 'Where the customer waits.' })
  conversation(@Root() review: Review): ConversationReference {
    return { id: review.conversationId };
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Null when nothing in the knowledge answers the message, or the contact was erased.',
  })
  async draftText(@Root() review: Review, @Ctx() ctx: GraphContext): Promise<string | null> {
    const run = await findRun(ctx, review.runId);
    return run && readDraftText(ctx, run);
  }

  @FieldResolver(() => ReviewClaim, { nullable: true, description: 'Null while nobody holds it.' })
  claim(@Root() review: Review, @Ctx() ctx: GraphContext): ReviewClaim | null {
    const { claimedBy, claimExpiresAt, claimToken } = review;
    if (claimedBy == null || claimExpiresAt == null || !isHeld(review, ctx.clock.now())) return null;
    return { by: { id: claimedBy }, token: claimToken, expiresAt: claimExpiresAt };
  }

  @FieldResolver(() => ReviewDecision, { nullable: true, description: 'Null while it is open; a refused reply reopens it.' })
  decision(@Root() review: Review, @Ctx() ctx: GraphContext): ReviewDecision | null {
    const { decidedBy, decidedAt, edited, replyMessageId, heldUntil, claimToken } = review;
    if (!DECIDED.includes(review.status) || decidedBy == null || decidedAt == null) return null;
    const message = replyMessageId == null ? null : { id: replyMessageId };
    const undoableForMs = heldUntil == null ? 0 : heldUntil.getTime() - ctx.clock.now().getTime();
    const decided = { review, by: { id: decidedBy }, at: decidedAt, edited, message };
    if (heldUntil == null || undoableForMs <= 0) return { ...decided, undoableUntil: null, undoableForMs: null, token: null };
    return { ...decided, undoableUntil: heldUntil, undoableForMs, token: decidedBy === ctx.actor.id ? claimToken : null };
  }

  @FieldResolver(() => ReplyRefusal, {
    nullable: true,
    description: 'Why the platform would not take the last approved reply; the review is PENDING again.',
  })
  refusal(@Root() review: Review): ReplyRefusal | null {
    const { refusalCode: code, refusalMessage: message, refusedAt: at } = review;
    if (!OPEN_REVIEW.includes(review.status) || code == null || message == null || at == null) return null;
    return { review, code, message, at };
  }

  @FieldResolver(() => Review, { nullable: true, description: 'The review of the newer draft, once this one is SUPERSEDED.' })
  async supersededBy(@Root() review: Review, @Ctx() ctx: GraphContext): Promise<Review | null> {
    return review.supersededById == null ? null : findReview(ctx, review.supersededById);
  }
}

@Resolver(() => ReviewDecision)
export class ReviewDecisionResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: 'What was approved; null for a rejection, or once the contact was erased.',
  })
  finalText(@Root() { review }: ReviewDecision, @Ctx() ctx: GraphContext): Promise<string | null> {
    return review.status === ReviewStatus.REJECTED ? Promise.resolve(null) : readFinalText(ctx, review);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Why nothing is sent; null for an approval.' })
  async rejectionReason(@Root() { review }: ReviewDecision, @Ctx() ctx: GraphContext): Promise<string | null> {
    if (!review.rejectionReason) return null;
    return ctx.vault.open({ table: 'review', column: 'rejection_reason', rowId: review.id }, review.rejectionReason);
  }
}

@Resolver(() => ReplyRefusal)
export class ReplyRefusalResolver {
  @FieldResolver(() => String, { description: 'The reply that was refused; empty once the contact was erased.' })
  async text(@Root() { review }: ReplyRefusal, @Ctx() ctx: GraphContext): Promise<string> {
    return (await readFinalText(ctx, review)) ?? '';
  }
}

async function readFinalText(ctx: GraphContext, review: Review): Promise<string | null> {
  if (!review.finalText) return null;
  return ctx.vault.open({ table: 'review', column: 'final_text', rowId: review.id }, review.finalText);
}
