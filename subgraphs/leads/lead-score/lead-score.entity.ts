import { defineEntity, p } from '@mikro-orm/core';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Key, RequiresScopes } from '#kernel/graph/directives.ts';
import { DateTime } from '#kernel/graph/scalars.ts';
import { LeadTier } from '../lead/lead-tier.ts';

/** What a run named as a reason, in clear; the words of the person that show it are sealed beside it. */
export interface RecordedSignal {
  readonly name: string;
  readonly points: number;
}

const LeadScoreSchema = defineEntity({
  name: 'LeadScore',
  tableName: 'lead_score',
  schema: '*',
  properties: {
    id: p.uuid().primary(),
    leadId: p.uuid(),
    runId: p.uuid().unique(),
    conversationId: p.uuid(),
    tier: p.string().$type<LeadTier>(),
    previousTier: p.string().$type<LeadTier>().nullable(),
    points: p.integer(),
    recordedSignals: p.json<RecordedSignal[]>().name('signals'),
    /** A sealed JSON array: for each signal, in their order, the person's words or null. */
    evidence: p.blob(),
    scoredAt: p.datetime(),
    modelVersion: p.integer().nullable(),
    chance: p.double().$type<number>().nullable(),
    lift: p.double().$type<number>().nullable(),
  },
});

@ObjectType({ simpleResolvers: true, description: 'What one run thought of a lead. A human override changes no score.' })
@Key('id')
@RequiresScopes([['leads:read']])
export class LeadScore extends LeadScoreSchema.class {
  @Field(() => ID, { description: 'The same wherever the score is seen.' })
  declare id: string;

  @Field(() => LeadTier, { description: 'The tier that these points make.' })
  declare tier: LeadTier;

  @Field(() => LeadTier, { nullable: true, description: 'What the score before it said; null for the first.' })
  declare previousTier: LeadTier | null | undefined;

  @Field(() => Int, { description: 'From 0 to 100.' })
  declare points: number;

  @Field(() => DateTime, { description: 'When the run scored.' })
  declare scoredAt: Date;

  @Field(() => Int, { nullable: true, description: 'The version of the model that made the points; null where the rules did.' })
  declare modelVersion: number | null | undefined;

  @Field(() => Float, {
    nullable: true,
    description: 'How likely such a lead is converted, from 0 to 1, by that model; null where the rules made the points.',
  })
  declare chance: number | null | undefined;

  @Field(() => Float, {
    nullable: true,
    description: 'How many times as likely as the average of the leads that it learned from.',
  })
  declare lift: number | null | undefined;
}
LeadScoreSchema.setClass(LeadScore);
