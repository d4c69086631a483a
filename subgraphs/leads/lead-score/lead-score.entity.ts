import { defineEntity, p } from '@mikro-orm/core';
import { Field, ID, Int, ObjectType } from 'type-graphql';
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
}
LeadScoreSchema.setClass(LeadScore);
