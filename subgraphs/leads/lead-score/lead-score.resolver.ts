import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { findLead } from '../lead/find-lead.ts';
import { Lead } from '../lead/lead.entity.ts';
import { RunReference } from '../references/run.type.ts';
import { LeadScore } from './lead-score.entity.ts';
import { ScoreSignal } from './score-signal.type.ts';
import { signalsOf } from './signals-of.ts';

@Resolver(() => LeadScore)
export class LeadScoreResolver {
  @FieldResolver(() => Lead, { description: 'The lead as it is now.' })
  lead(@Ctx() ctx: GraphContext, @Root() score: LeadScore): Promise<Lead | null> {
    return findLead(ctx, score.leadId);
  }

  @FieldResolver(() => [ScoreSignal], { description: 'Why, largest effect first.' })
  signals(@Ctx() ctx: GraphContext, @Root() score: LeadScore): ScoreSignal[] {
    return signalsOf(ctx, score);
  }

  @FieldResolver(() => RunReference, { nullable: true, description: 'The run that scored.' })
  run(@Root() score: LeadScore) {
    return { id: score.runId };
  }
}
