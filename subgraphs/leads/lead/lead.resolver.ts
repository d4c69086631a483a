import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '#kernel/graph/connection.ts';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { LeadScoreConnection } from '../lead-score/lead-score-connection.type.ts';
import { listScores } from '../lead-score/list-scores.ts';
import { ScoreSignal } from '../lead-score/score-signal.type.ts';
import { signalsOf } from '../lead-score/signals-of.ts';
import { ContactReference } from '../references/contact.type.ts';
import { ConversationReference } from '../references/conversation.type.ts';
import { clearLeadTierOverride } from './clear-lead-tier-override.ts';
import { findLead } from './find-lead.ts';
import { Lead } from './lead.entity.ts';
import { LeadConnection } from './lead-connection.type.ts';
import { LeadStage } from './lead-stage.ts';
import { LeadTier } from './lead-tier.ts';
import { LeadTierOverride } from './lead-tier-override.type.ts';
import { LeadsArgs } from './leads-args.ts';
import { listLeads } from './list-leads.ts';
import { overrideLeadTier } from './override-lead-tier.ts';
import { overrideOf } from './override-of.ts';
import { setLeadStage } from './set-lead-stage.ts';

@Resolver(() => Lead)
export class LeadResolver {
  @Query(() => Lead, { nullable: true, description: 'One lead; null where there is none of this id.' })
  @RequiresScopes([['leads:read']])
  lead(@Ctx() ctx: GraphContext, @Arg('id', () => ID) id: string): Promise<Lead | null> {
    return findLead(ctx, id);
  }

  @Query(() => LeadConnection, { description: 'The leads that match the filter, a page at a time.' })
  @RequiresScopes([['leads:read']])
  leads(@Ctx() ctx: GraphContext, @Args(() => LeadsArgs) args: LeadsArgs) {
    return listLeads(ctx, args);
  }

  @Mutation(() => Lead, { description: 'Moves a lead to another stage; CONFLICT where it cannot go there from its own.' })
  @RequiresScopes([['leads:write']])
  setLeadStage(
    @Ctx() ctx: GraphContext,
    @Arg('id', () => ID) id: string,
    @Arg('stage', () => LeadStage) stage: LeadStage,
  ): Promise<Lead> {
    return ctx.transaction((tx) => setLeadStage(tx, id, stage));
  }

  @Mutation(() => Lead, { description: 'Shows this tier in place of the scored one until the override is cleared.' })
  @RequiresScopes([['leads:write']])
  overrideLeadTier(
    @Ctx() ctx: GraphContext,
    @Arg('id', () => ID) id: string,
    @Arg('tier', () => LeadTier) tier: LeadTier,
    @Arg('reason', () => String) reason: string,
  ): Promise<Lead> {
    return ctx.transaction((tx) => overrideLeadTier(tx, id, tier, reason));
  }

  @Mutation(() => Lead, { description: "Shows the latest score's tier again; CONFLICT where there is no override." })
  @RequiresScopes([['leads:write']])
  clearLeadTierOverride(@Ctx() ctx: GraphContext, @Arg('id', () => ID) id: string): Promise<Lead> {
    return ctx.transaction((tx) => clearLeadTierOverride(tx, id));
  }

  @FieldResolver(() => ContactReference, { nullable: true, description: 'Who it is.' })
  contact(@Root() lead: Lead) {
    return { id: lead.contactId };
  }

  @FieldResolver(() => ConversationReference, {
    nullable: true,
    description: 'The latest one; a contact has one lead and may have several conversations.',
  })
  conversation(@Root() lead: Lead) {
    return { id: lead.conversationId };
  }

  @FieldResolver(() => [ScoreSignal], { description: 'Why it has this score, largest effect first.' })
  signals(@Ctx() ctx: GraphContext, @Root() lead: Lead): ScoreSignal[] {
    return signalsOf(ctx, lead.latestScore);
  }

  @FieldResolver(() => LeadScoreConnection, { description: 'Every score that it had, the newest first.' })
  scores(@Ctx() ctx: GraphContext, @Root() lead: Lead, @Args(() => ConnectionArgs) args: ConnectionArgs) {
    return listScores(ctx, lead.id, args);
  }

  @FieldResolver(() => LeadTierOverride, { nullable: true, description: "A human's override, which the scorer does not undo." })
  override(@Ctx() ctx: GraphContext, @Root() lead: Lead): LeadTierOverride | null {
    return overrideOf(ctx, lead);
  }
}
