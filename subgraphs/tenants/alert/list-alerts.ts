import type { FilterQuery } from '@mikro-orm/core';
import { ArgsType, Field } from 'type-graphql';
import { ConnectionArgs, type ConnectionOf } from '#kernel/graph/connection.ts';
import { findPage } from '#kernel/graph/find-page.ts';
import { latestBy } from '#kernel/graph/keyset.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { Alert } from './alert.entity.ts';

@ArgsType()
export class AlertsArgs extends ConnectionArgs {
  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those that nobody acknowledged and that are not resolved, or only the others.',
  })
  readonly open?: boolean | null;
}

/** A page of alerts, the newest first. */
export const listAlerts = (ctx: Ctx, args: AlertsArgs): Promise<ConnectionOf<Alert>> =>
  findPage(ctx, Alert, latestBy('raisedAt'), args, { matching: matchingOpen(args.open) });

const matchingOpen = (open: boolean | null | undefined): FilterQuery<Alert> => {
  if (open === null || open === undefined) return {};
  return open
    ? { acknowledgedAt: null, resolvedAt: null }
    : { $or: [{ acknowledgedAt: { $ne: null } }, { resolvedAt: { $ne: null } }] };
};
