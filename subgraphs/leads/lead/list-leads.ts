import type { FilterQuery } from '@mikro-orm/core';
import type { ConnectionOf } from '#kernel/graph/connection.ts';
import { findPage } from '#kernel/graph/find-page.ts';
import { highestBy, latestBy } from '#kernel/graph/keyset.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { withLatestScore } from './find-lead.ts';
import { Lead } from './lead.entity.ts';
import type { LeadFilter, LeadsArgs } from './leads-args.ts';

const orders = { UPDATED: latestBy('updatedAt'), CREATED: latestBy('createdAt'), POINTS: highestBy('points') } as const;

/** A page of leads, the highest value of the order first. A cursor is of its order: with another one it is refused. */
export const listLeads = (ctx: Ctx, args: LeadsArgs): Promise<ConnectionOf<Lead>> =>
  findPage(ctx, Lead, orders[args.orderBy], args, { ...withLatestScore, matching: matchingFilter(args.filter ?? {}) });

const matchingFilter = ({ tier, stage, platform, scoredAfter }: LeadFilter): FilterQuery<Lead> => ({
  ...(tier && { tier: { $in: tier } }),
  ...(stage && { stage: { $in: stage } }),
  ...(platform && { platform: { $in: platform } }),
  ...(scoredAfter && { scoredAt: { $gt: scoredAfter } }),
});
