import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { ConnectionOf } from '#kernel/graph/connection.ts';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import { feedSubscription } from '#kernel/graph/feed-subscription.ts';
import type { FeedEvent } from '#kernel/messaging/feed.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { runChanged } from '#schema/events/run-changed.v1.ts';
import { Platform } from '../insights/platform.ts';
import { ConversationReference } from '../references/conversation.type.ts';
import { MessageReference } from '../references/message.type.ts';
import { findReviewOfRun } from '../review/find-review.ts';
import { Review } from '../review/review.entity.ts';
import { STATUS_OF } from './decide-outcome.ts';
import { findRun } from './find-run.ts';
import { listRuns } from './list-runs.ts';
import { readAnalysis, readDraftText } from './read-sealed.ts';
import { Run } from './run.entity.ts';
import { Draft, Entity, RunChangedArgs, RunConnection, RunEvent, RunStep, RunsArgs } from './run.type.ts';
import { type TriedReply, type TryTools, tryReply } from './try-reply.ts';

@Resolver(() => Run)
export class RunResolver {
  readonly #tools: TryTools;

  constructor(tools: TryTools) {
    this.#tools = tools;
  }

  @Query(() => Run, { nullable: true, description: 'Null when there is none of that id.' })
  @RequiresScopes([['runs:read']])
  run(@Arg('id', () => ID) id: string, @Ctx() ctx: GraphContext): Promise<Run | null> {
    return findRun(ctx, id);
  }

  @Query(() => RunConnection, { description: 'Newest first.' })
  @RequiresScopes([['runs:read']])
  runs(@Args(() => RunsArgs) args: RunsArgs, @Ctx() ctx: GraphContext): Promise<ConnectionOf<Run>> {
    return listRuns(ctx, args);
  }

  @Mutation(() => Draft, {
    description:
      'The test bench: what would be answered to a first message with this text, and who would send it. Nothing is sent or kept.',
  })
  @RequiresScopes([['knowledge:write']])
  async tryReply(@Arg('text', () => String) text: string, @Ctx() ctx: GraphContext): Promise<Draft> {
    return triedDraft(await tryReply(ctx, text, this.#tools, new AbortController().signal));
  }

  @Subscription(() => RunEvent, {
    description: 'Runs as they reach another status.',
    subscribe: feedSubscription<RunChangedArgs, GraphContext>({
      types: [runChanged.type],
      when: (event, { conversationId }) => conversationId == null || event.data['conversationId'] === conversationId,
    }),
  })
  @RequiresScopes([['runs:read']])
  async runChanged(
    @Root() event: FeedEvent,
    @Args(() => RunChangedArgs) _args: RunChangedArgs,
    @Ctx() ctx: GraphContext,
  ): Promise<RunEvent> {
    const run = await findRun(ctx, String(event.data['runId']));
    if (!run) throw new Error('a run that changed is not there');
    return { cursor: event.cursor, run };
  }

  @FieldResolver(() => Platform, { nullable: true, description: 'Where the message was written; null for the oldest runs.' })
  platform(@Root() run: Run): Platform | null {
    return run.channel ?? null;
  }

  @FieldResolver(() => MessageReference, { nullable: true, description: 'The inbound message.' })
  message(@Root() run: Run): MessageReference {
    return { id: run.messageId };
  }

  @FieldResolver(() => ConversationReference, { nullable: true, description: 'Where the message was written.' })
  conversation(@Root() run: Run): ConversationReference {
    return { id: run.conversationId };
  }

  @FieldResolver(() => [Entity], {
    description: 'What the message states, in the order of its text; empty once the contact was erased.',
  })
  async entities(@Root() run: Run, @Ctx() ctx: GraphContext): Promise<Entity[]> {
    return [...((await readAnalysis(ctx, run))?.entities ?? [])];
  }

  @FieldResolver(() => Draft, { nullable: true, description: 'Null when none was made, or the contact was erased.' })
  async draft(@Root() run: Run, @Ctx() ctx: GraphContext): Promise<Draft | null> {
    const text = await readDraftText(ctx, run);
    return text === null ? null : { text, sources: run.sources, fromCache: run.cacheHit != null, basedOnRevision: run.revision };
  }

  @FieldResolver(() => [RunStep], { description: 'In the order of their start.' })
  steps(@Root() run: Run): RunStep[] {
    return run.steps.map((_, index) => new RunStep(run, index));
  }

  @FieldResolver(() => Review, { nullable: true, description: 'The review that it led to, if any.' })
  review(@Root() run: Run, @Ctx() ctx: GraphContext): Promise<Review | null> {
    return findReviewOfRun(ctx, run.id);
  }
}

const triedDraft = ({ draft, analysis, outcome, record, heldBack }: TriedReply): Draft => ({
  text: draft?.text ?? '',
  sources: [...(draft?.sources ?? [])],
  fromCache: false,
  basedOnRevision: 0,
  verdict: {
    status: STATUS_OF[outcome.kind],
    reason: outcome.kind === 'REVIEW' ? outcome.reason : null,
    heldBack: [...heldBack],
    confidence: record.confidence,
    threshold: record.threshold,
    reviewChance: record.reviewChance,
    intent: analysis.intent?.intent ?? null,
    language: analysis.language,
  },
});
