import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import type { PassageSearch } from '../knowledge/passage-search.ts';
import { Run } from '../run/run.entity.ts';
import { Entity } from '../run/run.type.ts';
import { Intent } from '../run/run-enums.ts';
import { correctRun } from './correct-run.ts';
import { EntityCorrectionInput } from './entity-correction.type.ts';
import { IntentLearning } from './intent-learning.type.ts';
import { GapStatus, KnowledgeGap } from './knowledge-gap.type.ts';
import { dismissGap, readGaps } from './knowledge-gaps.ts';
import { LessonCount } from './lesson-count.type.ts';
import { readCorrectedEntities } from './read-corrected-entities.ts';
import { readIntentLearning } from './read-intent-learning.ts';
import { readLearning } from './read-learning.ts';

@Resolver()
export class LearningResolver {
  @Mutation(() => Run, {
    description:
      'What a message really was. The run stays as it was decided; the built-in classifier knows it some seconds later. The last word counts.',
  })
  @RequiresScopes([['reviews:decide']])
  correctRun(
    @Arg('id', () => ID) id: string,
    @Ctx() ctx: GraphContext,
    @Arg('intent', () => Intent, { nullable: true, description: 'What the sender wanted.' }) intent?: Intent | null,
    @Arg('isSpam', () => Boolean, { nullable: true, description: 'Instead of an intent, or beside one that agrees.' })
    isSpam?: boolean | null,
    @Arg('passageId', () => ID, { nullable: true, description: 'The passage that answers the message.' })
    passageId?: string | null,
    @Arg('entities', () => [EntityCorrectionInput], {
      nullable: true,
      description: 'What words of the message state, and what they do not. Takes the place of what was said of them before.',
    })
    entities?: EntityCorrectionInput[] | null,
  ): Promise<Run> {
    const correction = {
      intent: intent ?? null,
      isSpam: isSpam ?? null,
      passageId: passageId ?? null,
      entities: entities ?? null,
    };
    return ctx.transaction((tx) => correctRun(tx, id, correction));
  }

  @Query(() => IntentLearning, { description: "What the tenant's corrections taught the agents." })
  @RequiresScopes([['ai:read']])
  intentLearning(@Ctx() ctx: GraphContext): Promise<IntentLearning> {
    return readIntentLearning(ctx);
  }

  @Query(() => [LessonCount], { description: 'What members taught the agents, kind by kind, and since when it is in force.' })
  @RequiresScopes([['ai:read']])
  learning(@Ctx() ctx: GraphContext): Promise<LessonCount[]> {
    return readLearning(ctx);
  }
}

@Resolver()
export class KnowledgeGapResolver {
  readonly #search: PassageSearch;

  constructor(search: PassageSearch) {
    this.#search = search;
  }

  @Query(() => [KnowledgeGap], {
    description: 'Questions of the last 90 days that the knowledge did not answer, like ones together, the most frequent first.',
  })
  @RequiresScopes([['knowledge:read']])
  knowledgeGaps(
    @Ctx() ctx: GraphContext,
    @Arg('status', () => GapStatus, { nullable: true, description: 'OPEN unless said.' }) status?: GapStatus | null,
    @Arg('first', () => Int, { nullable: true, description: 'From 1 to 50; 20 unless said.' }) first?: number | null,
  ): Promise<KnowledgeGap[]> {
    return readGaps(ctx, this.#search, { status: status ?? 'OPEN', first: first ?? 20 });
  }

  @Mutation(() => Boolean, {
    description: 'The knowledge need not answer this question, nor those like it. False where it was said already.',
  })
  @RequiresScopes([['knowledge:write']])
  dismissKnowledgeGap(
    @Arg('id', () => ID, { description: 'Of the gap.' }) id: string,
    @Ctx() ctx: GraphContext,
  ): Promise<boolean> {
    return ctx.transaction((tx) => dismissGap(tx, id));
  }
}

@Resolver(() => Run)
export class RunCorrectionResolver {
  @FieldResolver(() => [Entity], {
    nullable: true,
    description: 'What the message states by the word of a member who corrected it; null where nobody did, or the text is gone.',
  })
  correctedEntities(@Root() run: Run, @Ctx() ctx: GraphContext): Promise<Entity[] | null> {
    return readCorrectedEntities(ctx, run);
  }
}
