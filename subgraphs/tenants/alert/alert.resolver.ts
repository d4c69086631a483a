import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { findMember } from '../member/find-member.ts';
import { Member } from '../member/member.entity.ts';
import { acknowledgeAlert } from './acknowledge-alert.ts';
import { Alert } from './alert.entity.ts';
import { AlertConnection } from './alert-connection.type.ts';
import { AlertsArgs, listAlerts } from './list-alerts.ts';

@Resolver(() => Alert)
export class AlertResolver {
  @Query(() => AlertConnection, { description: 'What needs a person of the team, the newest first.' })
  @RequiresScopes([['operations:read']])
  alerts(@Ctx() ctx: GraphContext, @Args(() => AlertsArgs) args: AlertsArgs) {
    return listAlerts(ctx, args);
  }

  @Mutation(() => Alert, { description: 'Says that the caller looks at it; CONFLICT where somebody does already.' })
  @RequiresScopes([['operations:manage']])
  acknowledgeAlert(@Ctx() ctx: GraphContext, @Arg('id', () => ID) id: string): Promise<Alert> {
    return ctx.transaction((tx) => acknowledgeAlert(tx, id));
  }

  @FieldResolver(() => Member, { nullable: true, description: 'Who looks at it.' })
  acknowledgedBy(@Ctx() ctx: GraphContext, @Root() alert: Alert): Promise<Member | null> | null {
    return alert.acknowledgedById ? findMember(ctx, alert.acknowledgedById) : null;
  }
}
