import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import { DateTime } from '#kernel/graph/scalars.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { Platform } from '../insights/platform.ts';
import { Intent } from '../run/run-enums.ts';
import { readSpend } from './read-spend.ts';
import { Spend } from './spend.type.ts';

@Resolver()
export class SpendResolver {
  @Query(() => Spend, { description: "What vendors' models cost, this month where no span is given." })
  @RequiresScopes([['ai:read']])
  spend(
    @Ctx() ctx: GraphContext,
    @Arg('from', () => DateTime, { nullable: true, description: 'Included; the first of the month unless given.' })
    from?: Date | null,
    @Arg('to', () => DateTime, { nullable: true, description: 'Excluded; now unless given.' }) to?: Date | null,
    @Arg('platform', () => [Platform], { nullable: true, description: 'Only about messages on one of these.' })
    platform?: Platform[] | null,
    @Arg('intent', () => [Intent], { nullable: true, description: 'Only about messages with one of these.' })
    intent?: Intent[] | null,
    @Arg('timeZone', () => String, { nullable: true, description: 'IANA: where a day of `byDay` begins; UTC unless given.' })
    timeZone?: string | null,
  ): Promise<Spend> {
    return readSpend(ctx, {
      from: from ?? null,
      to: to ?? null,
      platform: platform ?? null,
      intent: intent ?? null,
      timeZone: timeZone ?? null,
    });
  }
}
