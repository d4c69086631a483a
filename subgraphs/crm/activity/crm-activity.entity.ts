import { defineEntity, p } from '@mikro-orm/core';
import { Field, ID, ObjectType } from 'type-graphql';
import { DateTime } from '#kernel/graph/scalars.ts';

const CrmActivitySchema = defineEntity({
  name: 'CrmActivity',
  tableName: 'crm_activity',
  schema: '*',
  properties: {
    id: p.uuid().primary(),
    connectionId: p.uuid(),
    contactId: p.uuid(),
    messageId: p.uuid(),
    kind: p.string(),
    subject: p.string(),
    externalId: p.string().nullable(),
    /** Sealed, and only while the activity waits to be written. */
    description: p.blob().nullable(),
    at: p.datetime(),
  },
});

@ObjectType({ simpleResolvers: true, description: 'Something that happened with a lead, as the CRM’s timeline shows it.' })
export class CrmActivity extends CrmActivitySchema.class {
  @Field(() => ID, { description: 'Stable id.' })
  declare id: string;

  @Field(() => String, { description: 'What kind it is: `REPLY`, an answer of ours that reached the person.' })
  declare kind: string;

  @Field(() => String, { description: 'Its heading in the CRM.' })
  declare subject: string;

  @Field(() => String, { nullable: true, description: 'The id of its record in the CRM; null while it waits to be written.' })
  declare externalId: string | null | undefined;

  @Field(() => DateTime, { description: 'When it happened.' })
  declare at: Date;
}
CrmActivitySchema.setClass(CrmActivity);
