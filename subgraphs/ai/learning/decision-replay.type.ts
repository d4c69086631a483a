import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Intent } from '../run/run-enums.ts';
import type { Replay } from './replay-decisions.ts';

@ObjectType({ description: 'What would have gone out without review.', simpleResolvers: true })
export class ReplayOutcome {
  @Field(() => Int, { description: 'Replies that would have gone out.' })
  readonly sent!: number;
  @Field(() => Int, { description: 'Those of them that a reviewer changed or rejected.' })
  readonly errors!: number;
}

@ObjectType({ description: 'A reply that the proposal treats in another way.', simpleResolvers: true })
export class ReplayFlip {
  @Field(() => ID, { description: 'Its run.' })
  readonly runId!: string;
  @Field(() => Intent, { nullable: true, description: 'What the sender wanted.' })
  readonly intent!: Intent | null;
  @Field(() => Float, { description: "What today's calibrator makes of it." })
  readonly confidence!: number;
  @Field(() => Boolean, { description: 'True: it would go out now. False: it would be reviewed now.' })
  readonly sentThen!: boolean;
  @Field(() => Boolean, { description: 'The reviewer sent it as it stood.' })
  readonly unchanged!: boolean;
}

@ObjectType({ description: 'The latest decisions, replayed against a proposal.', simpleResolvers: true })
export class DecisionReplay {
  @Field(() => Int, { description: 'How many were replayed.' })
  readonly decisions: number;
  @Field(() => Float, { nullable: true, description: 'Proposed, or found for the target error; null: nothing would go out.' })
  readonly threshold: number | null;
  @Field(() => ReplayOutcome, { description: 'Under what is in force.' })
  readonly now: ReplayOutcome;
  @Field(() => ReplayOutcome, { description: 'Under the proposal.' })
  readonly proposed: ReplayOutcome;
  @Field(() => Float, { description: "With a certainty of 95 % the proposal's error is not above it; 1 where nothing goes out." })
  readonly errorRateUpper95: number;
  @Field(() => [ReplayFlip], { description: 'The latest 100 that go another way.' })
  readonly flips: readonly ReplayFlip[];
  @Field(() => Int, { description: 'All that go another way.' })
  readonly flipCount: number;
  @Field(() => Float, { description: 'What the replayed drafts cost to make, in US dollars; a threshold does not change it.' })
  readonly costUsd: number;
  @Field(() => Int, { nullable: true, description: '95 of 100 were decided by the machine within this time, in milliseconds.' })
  readonly latencyP95Ms: number | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether `errorRateUpper95` is within `maxErrorRate`, or no threshold was found, so that nothing goes out; null where none was asked for.',
  })
  readonly passes: boolean | null;

  constructor(replay: Replay, maxErrorRate: number | null) {
    this.decisions = replay.decisions;
    this.threshold = replay.threshold;
    this.now = replay.now;
    this.proposed = replay.proposed;
    this.errorRateUpper95 = replay.errorUpper;
    this.flips = replay.flips.slice(0, 100);
    this.flipCount = replay.flips.length;
    this.costUsd = replay.costUsd;
    this.latencyP95Ms = replay.latencyP95Ms;
    this.passes = maxErrorRate === null ? null : passes(replay, maxErrorRate);
  }
}

/** Without decisions above it a threshold is not shown to hold: that does not pass. */
export const passes = ({ threshold, proposed, errorUpper }: Replay, maxErrorRate: number): boolean =>
  (threshold === null && proposed.sent === 0) || errorUpper <= maxErrorRate;
