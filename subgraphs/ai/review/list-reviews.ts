import type { FilterQuery } from '@mikro-orm/core';
import type { ConnectionOf } from '#kernel/graph/connection.ts';
import { findPage } from '#kernel/graph/find-page.ts';
import { highestBy } from '#kernel/graph/keyset.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { Review } from './review.entity.ts';
import type { ReviewsArgs } from './review.type.ts';

/** A page of reviews, the most urgent first. */
export function listReviews(ctx: Ctx, args: ReviewsArgs): Promise<ConnectionOf<Review>> {
  const { status, reason, claimedById } = args;
  const matching: FilterQuery<Review> = {
    ...(status && { status: { $in: status } }),
    ...(reason && { reason: { $in: reason } }),
    ...(claimedById != null && { claimedBy: claimedById }),
  };
  return findPage(ctx, Review, highestBy('priority'), args, { matching });
}
