import type { FilterQuery } from '@mikro-orm/core';
import { type ConnectionArgs, type ConnectionOf, decodeCursor, pageOf } from '#kernel/graph/connection.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { DETACHED, keysetId, keysetNumber } from '../reading.ts';
import { Review, type ReviewReason } from './review.entity.ts';
import type { ReviewStatus } from './review-status.ts';

export interface ReviewFilters {
  readonly status?: readonly ReviewStatus[] | null | undefined;
  readonly reason?: readonly ReviewReason[] | null | undefined;
  readonly claimedById?: string | null | undefined;
}

export const findReview = async (ctx: Ctx, id: string): Promise<Review | null> =>
  isId(id) ? ctx.em.findOne(Review, { id }, DETACHED) : null;

/** Most urgent first. */
export async function reviewPage(ctx: Ctx, args: ConnectionArgs, filters: ReviewFilters): Promise<ConnectionOf<Review>> {
  const wanted: FilterQuery<Review> = {
    ...(filters.status ? { status: { $in: [...filters.status] } } : {}),
    ...(filters.reason ? { reason: { $in: [...filters.reason] } } : {}),
    ...(filters.claimedById != null ? { claimedBy: filters.claimedById } : {}),
  };
  const after = decodeCursor(args.after, 2);
  const rows = await ctx.em.find(
    Review,
    { $and: [wanted, after ? lessUrgentThan(keysetNumber(after[0]), keysetId(after[1])) : {}] },
    { ...DETACHED, orderBy: { priority: 'desc', id: 'desc' }, limit: args.first + 1 },
  );
  return pageOf(
    rows,
    args,
    (review) => [review.priority, review.id],
    () => ctx.em.count(Review, wanted),
  );
}

export async function reviewsById(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Review>> {
  const reviews = await ctx.em.find(Review, { id: { $in: ids.filter(isId) } }, DETACHED);
  return new Map(reviews.map((review) => [review.id, review]));
}

export async function reviewsByRun(ctx: Ctx, runIds: readonly string[]): Promise<Map<string, Review>> {
  const reviews = await ctx.em.find(Review, { runId: { $in: [...runIds] } }, DETACHED);
  return new Map(reviews.map((review) => [review.runId, review]));
}

const lessUrgentThan = (priority: number, id: string): FilterQuery<Review> => ({
  $or: [{ priority: { $lt: priority } }, { priority, id: { $lt: id } }],
});
