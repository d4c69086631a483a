import { ArgsType, Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ConnectionArgs, connectionOf } from '#kernel/graph/connection.ts';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import { FeedArgs, FeedPayload } from '#kernel/graph/feed-subscription.ts';
import { DateTime } from '#kernel/graph/scalars.ts';
import { HeldBack } from '../confidence/held-back.ts';
import { Platform } from '../insights/platform.ts';
import { KnowledgePassage } from '../knowledge/knowledge.type.ts';
import { ReviewReason } from '../review/review.entity.ts';
import { Run } from './run.entity.ts';
import { AgentName, Intent } from './run-enums.ts';
import { RunStatus } from './run-status.ts';

export const { Connection: RunConnection } = connectionOf('Run', () => Run);

@ObjectType({ description: 'Something that a message states about its sender or wish.', simpleResolvers: true })
export class Entity {
  @Field(() => String, { description: 'email, phone, name, company, budget, quantity or date.' })
  readonly kind!: string;
  @Field(() => String, { description: 'As written.' })
  @RequiresScopes([['contacts:pii']])
  readonly value!: string;
  @Field(() => String, { nullable: true, description: 'In one form whatever was written: E.164, ISO date, `1500 EUR`.' })
  @RequiresScopes([['contacts:pii']])
  readonly normalized!: string | null;
  @Field(() => Int, { nullable: true, description: 'Where it begins in the message, in UTF-16 units.' })
  readonly start!: number | null;
  @Field(() => Int, { nullable: true, description: 'Where it ends: the first unit after it.' })
  readonly end!: number | null;
  @Field(() => Float, { description: 'How sure the extractor is, from 0 to 1.' })
  readonly confidence!: number;
}

@ObjectType({
  description: 'What one agent did, and what that took. Its own words need a scope of their own.',
  simpleResolvers: true,
})
export class RunStep {
  readonly run: Run;
  readonly index: number;

  @Field(() => AgentName, { description: 'Who.' })
  readonly agent!: AgentName;
  @Field(() => DateTime, { description: 'When it began.' })
  readonly startedAt!: string;
  @Field(() => String, { description: 'The model that answered.' })
  readonly model!: string;
  @Field(() => String, { description: '`local` is the built-in one.' })
  readonly provider!: string;
  @Field(() => Int, { description: 'Estimated for the built-in provider.' })
  readonly inputTokens!: number;
  @Field(() => Int, { description: 'Estimated for the built-in provider.' })
  readonly outputTokens!: number;
  @Field(() => Float, { description: 'In US dollars.' })
  readonly costUsd!: number;
  @Field(() => Int, { description: 'In milliseconds.' })
  readonly latencyMs!: number;
  @Field(() => Int, { description: 'How often it was tried.' })
  readonly attempts!: number;
  @Field(() => Boolean, { description: 'Answered without asking the model.' })
  readonly cached!: boolean;
  @Field(() => String, { nullable: true, description: 'What went wrong, if anything did.' })
  readonly error!: string | null;

  constructor(run: Run, index: number) {
    this.run = run;
    this.index = index;
    Object.assign(this, run.steps[index]);
  }
}

@ObjectType({ description: 'Something that a draft states: a sentence of it that could be wrong.', simpleResolvers: true })
export class DraftStatement {
  @Field(() => Int, { description: 'Where it begins in the draft, in UTF-16 units.' })
  readonly start!: number;
  @Field(() => Int, { description: 'Where it ends: the first unit after it.' })
  readonly end!: number;
  @Field(() => Boolean, { description: 'A passage says it. Where none does, somebody has to know it.' })
  readonly supported!: boolean;
  @Field(() => KnowledgePassage, { nullable: true, description: 'The passage that says it, one of the sources of the draft.' })
  readonly passage!: KnowledgePassage | null;
}

@ObjectType({ description: 'What becomes of a reply: decided as for a message that came.', simpleResolvers: true })
export class DraftVerdict {
  @Field(() => RunStatus, { description: 'AUTO_REPLIED, IN_REVIEW or NO_REPLY: as the run of such a message would end.' })
  readonly status!: RunStatus;
  @Field(() => ReviewReason, { nullable: true, description: 'Why a person decides; null where none does.' })
  readonly reason!: ReviewReason | null;
  @Field(() => [HeldBack], { description: 'Why it never goes out unseen, however sure it is; empty for one that may.' })
  readonly heldBack!: HeldBack[];
  @Field(() => Float, {
    nullable: true,
    description: 'Probability that a reviewer would send it unchanged; null without a text.',
  })
  readonly confidence!: number | null;
  @Field(() => Float, {
    nullable: true,
    description: 'What the confidence has to reach; null where nothing goes out unseen, until decisions prove the target error.',
  })
  readonly threshold!: number | null;
  @Field(() => Float, {
    nullable: true,
    description:
      'How likely a person sees it: the audited share for one that goes out by itself, 1 for any other; null without a text.',
  })
  readonly reviewChance!: number | null;
  @Field(() => Intent, { nullable: true, description: 'What the text wants.' })
  readonly intent!: Intent | null;
  @Field(() => String, { nullable: true, description: 'ISO 639-1; null where it could not be told.' })
  readonly language!: string | null;
}

@ObjectType({ description: 'A reply that the machine wrote.', simpleResolvers: true })
export class Draft {
  @Field(() => String, {
    description:
      'What would be sent. Empty (in `tryReply` only) where nothing in the knowledge answers: such a message goes to a reviewer.',
  })
  readonly text!: string;
  @Field(() => [KnowledgePassage], {
    description: 'The passages that it stands on, in the order of their use; a courtesy has none.',
  })
  readonly sources!: KnowledgePassage[];
  @Field(() => Boolean, { description: 'Taken from the reply cache.' })
  readonly fromCache!: boolean;
  @Field(() => Int, { description: 'The revision of the conversation that it answers; 0 for a trial.' })
  readonly basedOnRevision!: number;
  @Field(() => DraftVerdict, { nullable: true, description: "A trial's; null for a run's draft, whose run and review say it." })
  readonly verdict?: DraftVerdict | null;
}

@ObjectType({ description: 'A run reached another status.', simpleResolvers: true })
export class RunEvent extends FeedPayload {
  @Field(() => Run, { description: 'As it stands now.' })
  readonly run!: Run;
}

@InputType({ description: 'All that is given must hold.' })
export class RunFilter {
  @Field(() => [RunStatus], { nullable: true, description: 'One of these.' })
  status?: RunStatus[] | null;
  @Field(() => [Intent], { nullable: true, description: 'One of these.' })
  intent?: Intent[] | null;
  @Field(() => [Platform], { nullable: true, description: 'Of a message on one of these.' })
  platform?: Platform[] | null;
  @Field(() => DateTime, { nullable: true, description: 'At or after.' })
  createdAfter?: Date | null;
  @Field(() => DateTime, { nullable: true, description: 'Before.' })
  createdBefore?: Date | null;
}

@ArgsType()
export class RunsArgs extends ConnectionArgs {
  @Field(() => RunFilter, { nullable: true })
  filter?: RunFilter | null;
}

@ArgsType()
export class RunChangedArgs extends FeedArgs {
  @Field(() => ID, { nullable: true, description: 'Only runs of this conversation.' })
  conversationId?: string | null;
}
