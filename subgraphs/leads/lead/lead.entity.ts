import { defineEntity, p } from '@mikro-orm/core';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Key, RequiresScopes } from '#kernel/graph/directives.ts';
import { DateTime } from '#kernel/graph/scalars.ts';
import { LeadScore } from '../lead-score/lead-score.entity.ts';
import { LeadStage } from './lead-stage.ts';
import { LeadTier } from './lead-tier.ts';
import type { Platform } from './platform.ts';

const LeadSchema = defineEntity({
  name: 'Lead',
  tableName: 'lead',
  schema: '*',
  properties: {
    id: p.uuid().primary(),
    contactId: p.uuid().unique(),
    conversationId: p.uuid(),
    platform: p.string().$type<Platform>(),
    tier: p.string().$type<LeadTier>(),
    scoredTier: p.string().$type<LeadTier>(),
    points: p.integer(),
    stage: p.string().$type<LeadStage>(),
    latestScore: () => p.manyToOne(LeadScore),
    overrideTier: p.string().$type<LeadTier>().nullable(),
    overrideBy: p.string().nullable(),
    overrideReason: p.blob().nullable(),
    overrideAt: p.datetime().nullable(),
    displayName: p.blob().nullable(),
    email: p.blob().nullable(),
    phone: p.blob().nullable(),
    company: p.blob().nullable(),
    /** When it became CONVERTED or LOST; null while it is neither. */
    endedAt: p.datetime().nullable(),
    /** What a CRM said of the person as they became our lead. */
    crmHistory: p.string().$type<'CUSTOMER'>().nullable(),
    version: p.integer().version(),
    scoredAt: p.datetime(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});

@ObjectType({ simpleResolvers: true, description: 'A contact as somebody who may buy. A contact has one lead.' })
@Key('id')
@RequiresScopes([['leads:read']])
export class Lead extends LeadSchema.class {
  @Field(() => ID, { description: 'The same for all of its scores.' })
  declare id: string;

  @Field(() => LeadTier, { description: "The override's tier where a member set one, else the latest score's." })
  declare tier: LeadTier;

  @Field(() => Int, { description: "The latest score's points, from 0 to 100." })
  declare points: number;

  @Field(() => LeadStage, { description: 'Where it stands on its way to a sale.' })
  declare stage: LeadStage;

  @Field(() => DateTime, { description: 'When the first score made it.' })
  declare createdAt: Date;

  @Field(() => DateTime, { description: 'When it was scored or changed by a member last.' })
  declare updatedAt: Date;
}
LeadSchema.setClass(Lead);
