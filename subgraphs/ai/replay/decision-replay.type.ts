import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import { DateTime } from '#kernel/graph/scalars.ts';
import { Intent } from '../run/run-enums.ts';
import { IntentThresholdInput } from '../settings/ai-settings.type.ts';
import { toUsd } from '../spend/budget-stage.ts';
import type { Flip, Making, Outcome } from './replay-decisions.ts';
import type { ReplayRow } from './replay-row.ts';

export const ReplayStatus = { RUNNING: 'RUNNING', DONE: 'DONE', FAILED: 'FAILED' } as const;
export type ReplayStatus = keyof typeof ReplayStatus;
registerEnumType(ReplayStatus, {
  name: 'ReplayStatus',
  description: 'Where a replay stands.',
  valuesConfig: {
    RUNNING: { description: 'Drafts are made again; a restart goes on where it stopped.' },
    DONE: { description: 'Its numbers stand.' },
    FAILED: { description: '`failure` says why; what was spent is spent.' },
  },
});

export const ReplayVerdict = { RIGHT: 'RIGHT', WRONG: 'WRONG', UNKNOWN: 'UNKNOWN' } as const;
export type ReplayVerdict = keyof typeof ReplayVerdict;
registerEnumType(ReplayVerdict, {
  name: 'ReplayVerdict',
  description: 'Whether the reviewer would have sent the text, as far as the decision tells.',
  valuesConfig: {
    RIGHT: { description: 'It is what the reviewer sent, or says the same.' },
    WRONG: { description: 'It is what the reviewer changed or rejected, or contradicts what was sent.' },
    UNKNOWN: { description: 'It says something else, and the decision says nothing of that. Never counted as right.' },
  },
});

@InputType({ description: 'Without `documentId` a document is added; with it the document is changed, or removed.' })
export class KnowledgeChangeInput {
  @Field(() => ID, { nullable: true, description: 'The document that it is about.' })
  documentId?: string | null;
  @Field(() => String, { nullable: true, description: 'Stays as it is where absent.' })
  title?: string | null;
  @Field(() => String, { nullable: true, description: 'Stays as it is where absent.' })
  text?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'The document goes.' })
  remove?: boolean | null;
}

@InputType({ description: 'What would be other than it is: at least one of the first five. Nothing of it is published.' })
export class DecisionReplayInput {
  @Field(() => String, { nullable: true, description: 'See AiSettings.' })
  persona?: string | null;
  @Field(() => Float, { nullable: true, description: 'From 0 to 1, in place of a target error.' })
  threshold?: number | null;
  @Field(() => Float, { nullable: true, description: 'Above 0 and below 0.5, in place of a threshold.' })
  targetError?: number | null;
  @Field(() => [IntentThresholdInput], { nullable: true, description: 'In place of the whole list.' })
  thresholds?: IntentThresholdInput[] | null;
  @Field(() => [KnowledgeChangeInput], { nullable: true, description: 'Up to 100 documents.' })
  knowledge?: KnowledgeChangeInput[] | null;
  @Field(() => Int, { defaultValue: 200, description: 'How many decisions: 1,000 at most, 5,000 where no draft is made again.' })
  last = 200;
  @Field(() => Float, { nullable: true, description: 'What `passes` asks for.' })
  maxErrorRate?: number | null;
  @Field(() => Float, {
    defaultValue: 0,
    description: 'What its calls may cost in US dollars; where they may cost more it does not begin.',
  })
  maxCostUsd = 0;
}

@ObjectType({ description: 'What would have gone out without review.', simpleResolvers: true })
export class ReplayOutcome implements Outcome {
  @Field(() => Int, { description: 'Replies that would have gone out.' })
  readonly sent!: number;
  @Field(() => Int, { description: 'Those of them that a reviewer would have sent.' })
  readonly right!: number;
  @Field(() => Int, { description: 'Those that a reviewer would have changed or rejected.' })
  readonly wrong!: number;
  @Field(() => Int, { description: 'Those of which the decision says nothing.' })
  readonly unknown!: number;
}

@ObjectType({ description: 'What it takes to make a reply: the calls that the replay made again.', simpleResolvers: true })
export class ReplayMaking implements Making {
  @Field(() => Float, { nullable: true, description: 'On average, in US dollars.' })
  readonly costUsd!: number | null;
  @Field(() => Int, { nullable: true, description: 'Half of them took no longer.' })
  readonly latencyP50Ms!: number | null;
  @Field(() => Int, { nullable: true, description: '95 of 100 took no longer.' })
  readonly latencyP95Ms!: number | null;
}

@ObjectType({ description: 'A message that the proposal treats in another way, or answers otherwise.', simpleResolvers: true })
export class ReplayFlip implements Flip {
  readonly replayId!: string;
  readonly runId!: string;
  @Field(() => Intent, { nullable: true, description: 'What the sender wanted.' })
  readonly intent!: Intent | null;
  @Field(() => Boolean, { description: 'Under what is in force the draft of then goes out unseen.' })
  readonly sentThen!: boolean;
  @Field(() => Boolean, { description: 'Under the proposal its draft goes out unseen.' })
  readonly sentNow!: boolean;
  @Field(() => ReplayVerdict, { nullable: true, description: 'Null: there was no draft.' })
  readonly verdictThen!: ReplayVerdict | null;
  @Field(() => ReplayVerdict, { nullable: true, description: 'Null: there is no draft.' })
  readonly verdictNow!: ReplayVerdict | null;
  @Field(() => Float, { nullable: true, description: 'Of the draft of then, by today’s calibrator.' })
  readonly confidenceThen!: number | null;
  @Field(() => Float, { nullable: true, description: 'Of the draft under the proposal.' })
  readonly confidenceNow!: number | null;
}

@ObjectType({ description: 'The latest human decisions, replayed against a proposal.', simpleResolvers: true })
@RequiresScopes([['ai:read']])
export class DecisionReplay {
  @Field(() => ID, { description: 'Stable id.' })
  readonly id: string;
  @Field(() => ReplayStatus, { description: 'Where it stands.' })
  readonly status: ReplayStatus;
  @Field(() => String, { nullable: true, description: 'Why it failed, and what to do.' })
  readonly failure: string | null;
  @Field(() => Int, { description: 'How many are replayed; those whose texts are gone are left out.' })
  readonly decisions: number;
  @Field(() => Int, { description: 'How many of them are done.' })
  readonly done: number;
  @Field(() => Float, { description: 'What its calls may cost at most, as far as it was known before; in US dollars.' })
  readonly estimateUsd: number;
  @Field(() => Float, { description: 'What its calls have cost so far, in US dollars.' })
  readonly costUsd: number;
  @Field(() => Float, {
    nullable: true,
    description: 'Proposed, or found for the target error; null: nothing goes out, or it runs yet.',
  })
  readonly threshold: number | null;
  @Field(() => ReplayOutcome, { nullable: true, description: 'Under what is in force. Null while it runs.' })
  readonly inForce: ReplayOutcome | null;
  @Field(() => ReplayOutcome, { nullable: true, description: 'Under the proposal. Null while it runs.' })
  readonly proposed: ReplayOutcome | null;
  @Field(() => Float, {
    nullable: true,
    description: 'With a certainty of 95 % no larger share of what goes out is wrong, by those that are known; 1 where none is.',
  })
  readonly errorRateUpper95: number | null;
  @Field(() => ReplayMaking, { nullable: true, description: 'As it was. Null while it runs.' })
  readonly madeThen: ReplayMaking | null;
  @Field(() => ReplayMaking, { nullable: true, description: 'Under the proposal. Null while it runs.' })
  readonly madeNow: ReplayMaking | null;
  @Field(() => [ReplayFlip], { description: 'The first 200; what goes out wrong stands first.' })
  readonly flips: readonly ReplayFlip[];
  @Field(() => Int, { description: 'All of them.' })
  readonly flipCount: number;
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Nothing goes out, or `errorRateUpper95` is within `maxErrorRate` and half of what goes out at most is unknown. Null while it runs, and where no rate was asked for.',
  })
  readonly passes: boolean | null;
  @Field(() => DateTime, { description: 'When it was asked for.' })
  readonly startedAt: Date;
  @Field(() => DateTime, { nullable: true, description: 'When it was done or failed.' })
  readonly endedAt: Date | null;

  constructor(row: ReplayRow) {
    const { report } = row;
    this.id = row.id;
    this.status = row.status;
    this.failure = row.failure;
    this.decisions = row.decisions;
    this.done = row.done;
    this.estimateUsd = toUsd(row.estimate);
    this.costUsd = toUsd(row.spent);
    this.threshold = report?.threshold ?? null;
    this.inForce = report?.inForce ?? null;
    this.proposed = report?.proposed ?? null;
    this.errorRateUpper95 = report?.errorUpper ?? null;
    this.madeThen = report?.making.inForce ?? null;
    this.madeNow = report?.making.proposed ?? null;
    this.flips = (report?.flips ?? []).map((flip) => ({ ...flip, replayId: row.id }));
    this.flipCount = report?.flipCount ?? 0;
    this.passes = row.passes;
    this.startedAt = row.startedAt;
    this.endedAt = row.endedAt;
  }
}
