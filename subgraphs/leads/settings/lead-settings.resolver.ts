import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { LeadSettings, LeadSettingsInput } from './lead-settings.type.ts';
import { readLeadSettings } from './read-lead-settings.ts';
import { updateLeadSettings } from './update-lead-settings.ts';

@Resolver()
export class LeadSettingsResolver {
  @Query(() => LeadSettings, { description: 'In force from the next score on.' })
  @RequiresScopes([['leads:read']])
  leadSettings(@Ctx() ctx: GraphContext): Promise<LeadSettings> {
    return readLeadSettings(ctx);
  }

  @Mutation(() => LeadSettings, { description: 'Changes what is given. A lead keeps its tier until it is scored again.' })
  @RequiresScopes([['leads:write']])
  updateLeadSettings(
    @Ctx() ctx: GraphContext,
    @Arg('input', () => LeadSettingsInput) input: LeadSettingsInput,
  ): Promise<LeadSettings> {
    return ctx.transaction((tx) => updateLeadSettings(tx, input));
  }
}
