import { defineEntity, p } from '@mikro-orm/core';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Key, RequiresScopes } from '#kernel/graph/directives.ts';
import { DateTime, Json } from '#kernel/graph/scalars.ts';

export const AlertSeverity = { INFO: 'INFO', WARNING: 'WARNING', CRITICAL: 'CRITICAL' } as const;
export type AlertSeverity = keyof typeof AlertSeverity;

registerEnumType(AlertSeverity, {
  name: 'AlertSeverity',
  description: 'How soon somebody should look.',
  valuesConfig: {
    INFO: { description: 'Good to know.' },
    WARNING: { description: 'Somebody should look today.' },
    CRITICAL: { description: 'Somebody should look now: work is not being done.' },
  },
});

const AlertSchema = defineEntity({
  name: 'Alert',
  tableName: 'alert',
  schema: '*',
  properties: {
    id: p.uuid().primary(),
    severity: p.string().$type<AlertSeverity>(),
    code: p.string(),
    title: p.string(),
    detail: p.json<Record<string, unknown>>(),
    raisedAt: p.datetime(),
    acknowledgedById: p.uuid().name('acknowledged_by').nullable(),
    acknowledgedAt: p.datetime().nullable(),
    resolvedAt: p.datetime().nullable(),
  },
});

@ObjectType({ simpleResolvers: true, description: 'Something that needs a person of the team.' })
@Key('id')
@RequiresScopes([['operations:read']])
export class Alert extends AlertSchema.class {
  @Field(() => ID, { description: 'The same wherever the alert is seen.' })
  declare id: string;

  @Field(() => AlertSeverity, { description: 'How soon somebody should look.' })
  declare severity: AlertSeverity;

  @Field(() => String, { description: 'What kind it is, for a program to branch on.' })
  declare code: string;

  @Field(() => String, { description: 'What happened, in one sentence.' })
  declare title: string;

  @Field(() => Json, { nullable: true, description: 'Ids and numbers of the case; nothing of a person.' })
  declare detail: Record<string, unknown>;

  @Field(() => DateTime, { description: 'When it was noticed.' })
  declare raisedAt: Date;

  @Field(() => DateTime, { nullable: true, description: 'When a member said that it is being looked at.' })
  declare acknowledgedAt: Date | null | undefined;

  @Field(() => DateTime, { nullable: true, description: 'When its cause was gone.' })
  declare resolvedAt: Date | null | undefined;
}
AlertSchema.setClass(Alert);
