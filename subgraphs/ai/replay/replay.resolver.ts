import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { findRun } from '../run/find-run.ts';
import { Run } from '../run/run.entity.ts';
import { DecisionReplay, DecisionReplayInput, ReplayFlip } from './decision-replay.type.ts';
import { readRedraft } from './read-redraft.ts';
import { findReplay, latestReplays } from './replay-row.ts';
import { type ReplayTools, startDecisionReplay } from './start-decision-replay.ts';
import { stopDecisionReplay } from './stop-decision-replay.ts';

const LISTED = 10;

@Resolver(() => DecisionReplay)
export class ReplayResolver {
  readonly #tools: ReplayTools;

  constructor(tools: ReplayTools) {
    this.#tools = tools;
  }

  @Query(() => DecisionReplay, {
    nullable: true,
    description: 'Null when there is none of that id; replays are kept for 30 days.',
  })
  @RequiresScopes([['ai:read']])
  async decisionReplay(@Arg('id', () => ID) id: string, @Ctx() ctx: GraphContext): Promise<DecisionReplay | null> {
    const row = await findReplay(ctx, id);
    return row && new DecisionReplay(row);
  }

  @Query(() => [DecisionReplay], { description: 'The latest 10, newest first.' })
  @RequiresScopes([['ai:read']])
  async decisionReplays(@Ctx() ctx: GraphContext): Promise<DecisionReplay[]> {
    return (await latestReplays(ctx, LISTED)).map((row) => new DecisionReplay(row));
  }

  @Mutation(() => DecisionReplay, {
    description:
      'Replays the latest human decisions against a proposal before it goes live: which replies would go out, which would be right, what they cost. Without a new persona or knowledge it is done at once. One at a time.',
  })
  @RequiresScopes([['ai:configure']])
  async startDecisionReplay(
    @Arg('input', () => DecisionReplayInput) input: DecisionReplayInput,
    @Ctx() ctx: GraphContext,
  ): Promise<DecisionReplay> {
    const { last, maxErrorRate = null, maxCostUsd, ...proposed } = input;
    return new DecisionReplay(await startDecisionReplay(ctx, this.#tools, { ...proposed, last, maxErrorRate, maxCostUsd }));
  }

  @Mutation(() => DecisionReplay, {
    description: 'Ends a running replay; calls under way are paid for. One that has ended stays as it is.',
  })
  @RequiresScopes([['ai:configure']])
  async stopDecisionReplay(@Arg('id', () => ID) id: string, @Ctx() ctx: GraphContext): Promise<DecisionReplay> {
    return new DecisionReplay(await stopDecisionReplay(ctx, id));
  }
}

@Resolver(() => ReplayFlip)
export class ReplayFlipResolver {
  @FieldResolver(() => Run, { nullable: true, description: 'With the draft of then, and the review that decided.' })
  @RequiresScopes([['runs:read']])
  run(@Root() { runId }: ReplayFlip, @Ctx() ctx: GraphContext): Promise<Run | null> {
    return findRun(ctx, runId);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The draft under the proposal, where one was made again; null once the contact was erased.',
  })
  @RequiresScopes([['runs:read']])
  textNow(@Root() { replayId, runId }: ReplayFlip, @Ctx() ctx: GraphContext): Promise<string | null> {
    return readRedraft(ctx, replayId, runId);
  }
}
