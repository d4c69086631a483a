import { defineEntity, p } from '@mikro-orm/core';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Key, RequiresScopes } from '#kernel/graph/directives.ts';
import { DateTime } from '#kernel/graph/scalars.ts';
import type { PlatformName } from '#schema/events/platform.ts';
import type { Features } from '../agents/estimate-confidence.ts';
import type { CacheHit } from '../cache/message-cache.ts';
import type { HeldBack } from '../confidence/held-back.ts';
import { type AgentName, Intent, Lane } from './run-enums.ts';
import { RunStatus } from './run-status.ts';

/** What one agent did, without what it read and wrote: those are sealed, in `Run.stepTexts`, in the same order. */
export interface StepRecord {
  readonly agent: AgentName;
  readonly startedAt: string;
  readonly model: string;
  readonly provider: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costUsd: number;
  readonly latencyMs: number;
  readonly attempts: number;
  readonly cached: boolean;
  readonly error: string | null;
}

export interface StepText {
  readonly input: string;
  readonly output: string;
}

/** A passage as it read when the draft was made. */
export interface SourceRecord {
  readonly passageId: string;
  readonly documentId: string;
  readonly title: string;
  readonly text: string;
  readonly score: number;
}

const RunSchema = defineEntity({
  name: 'Run',
  tableName: 'run',
  schema: '*',
  properties: {
    id: p.uuid().primary(),
    messageId: p.uuid(),
    conversationId: p.uuid(),
    contactId: p.uuid(),
    lane: p.string().$type<Lane>(),
    status: p.string().$type<RunStatus>(),
    revision: p.integer(),
    intent: p.string().$type<Intent>().nullable(),
    intentConfidence: p.double().$type<number>().nullable(),
    language: p.string().nullable(),
    confidence: p.double().$type<number>().nullable(),
    threshold: p.double().$type<number>().nullable(),
    /** The shipped head's, before a tenant's own head and calibration. */
    score: p.double().$type<number>().nullable(),
    calibratorVersion: p.integer().nullable(),
    /** What the head read of the draft. */
    features: p.json<Features>().nullable(),
    channel: p.string().$type<PlatformName>().nullable(),
    /** Null: the head that is shipped. */
    headVersion: p.integer().nullable(),
    /** Drawn for review before anything about the message was known. */
    audited: p.boolean(),
    /** How likely it was that a person would be asked; what is learned from the decision is weighted by its inverse. */
    reviewChance: p.double().$type<number>().nullable(),
    countsForBound: p.boolean(),
    heldBack: p.json<HeldBack[]>(),
    /** See `recipeOf`. */
    recipe: p.text().nullable(),
    /** Sealed JSON of `Analysis`: the entities stand in it. */
    analysis: p.blob().nullable(),
    draftText: p.blob().nullable(),
    sources: p.json<SourceRecord[]>(),
    steps: p.json<StepRecord[]>(),
    /** Sealed JSON of `StepText[]`. */
    stepTexts: p.blob().nullable(),
    costUsd: p.double().$type<number>(),
    latencyMs: p.integer().nullable(),
    replyId: p.uuid().nullable(),
    /** The cached reply that it filled, or that answered. */
    cachedReplyKey: p.blob().nullable(),
    cacheHit: p.string().$type<CacheHit>().nullable(),
    /** What the reply from the cache had cost, in billionths of a dollar. */
    cacheSaved: p.bigint('number').nullable(),
    createdAt: p.datetime(),
  },
});

@ObjectType('Run', { description: 'One pass of the agents over one inbound message.', simpleResolvers: true })
@Key('id')
@RequiresScopes([['runs:read']])
export class Run extends RunSchema.class {
  @Field(() => ID, { description: 'Stable id.' })
  declare id: string;
  @Field(() => Lane, { description: 'The lane that its message was handled in.' })
  declare lane: Lane;
  @Field(() => RunStatus, { description: 'What became of the message.' })
  declare status: RunStatus;
  @Field(() => Intent, { nullable: true, description: 'What the sender wants; null for a message without text.' })
  declare intent: Intent | null | undefined;
  @Field(() => Float, { nullable: true, description: 'Probability of `intent`, between 0 and 1.' })
  declare intentConfidence: number | null | undefined;
  @Field(() => String, {
    nullable: true,
    description: 'ISO 639-1 code of the language of the message, as far as it could be told.',
  })
  declare language: string | null | undefined;
  @Field(() => Float, {
    nullable: true,
    description: 'Probability that a reviewer would send the draft unchanged; null without a draft.',
  })
  declare confidence: number | null | undefined;
  @Field(() => Float, {
    nullable: true,
    description: 'The confidence that was asked for when it was decided; null where everything was reviewed.',
  })
  declare threshold: number | null | undefined;
  @Field(() => Float, { description: 'What its model calls cost, in US dollars.' })
  declare costUsd: number;
  @Field(() => Int, { nullable: true, description: 'From the start of the agents to the decision, in milliseconds.' })
  declare latencyMs: number | null | undefined;
  @Field(() => DateTime, { description: 'When the agents began.' })
  declare createdAt: Date;
}
RunSchema.setClass(Run);
