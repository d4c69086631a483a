import { defineEntity, p } from '@mikro-orm/core';
import { Field, ID, ObjectType } from 'type-graphql';
import { Key, RequiresScopes } from '#kernel/graph/directives.ts';
import { DateTime } from '#kernel/graph/scalars.ts';
import { CrmConnection } from '../connection/crm-connection.entity.ts';
import type { KeptFact } from '../connectors/crm-connector.ts';
import { CrmSyncStatus } from './crm-sync-status.ts';
import type { LeadFacts } from './lead-state.ts';

const CrmLinkSchema = defineEntity({
  name: 'CrmLink',
  tableName: 'crm_link',
  schema: '*',
  properties: {
    id: p.uuid().primary(),
    connection: () => p.manyToOne(CrmConnection),
    leadId: p.uuid(),
    contactId: p.uuid(),
    conversationId: p.uuid(),
    status: p.string().$type<CrmSyncStatus>(),
    externalId: p.string().nullable(),
    url: p.string().nullable(),
    lastSyncedAt: p.datetime().nullable(),
    lastError: p.string().nullable(),
    leadVersion: p.integer(),
    facts: p.json<LeadFacts>(),
    /** Sealed: what the CRM is told of the person. */
    contact: p.blob(),
    /** Facts that stay as people entered them in the CRM. */
    keptFacts: p.array().$type<KeptFact[]>(),
    resyncKey: p.string().nullable(),
    updatedAt: p.datetime(),
  },
});

@ObjectType({ simpleResolvers: true, description: 'One lead in one CRM.' })
@Key('id')
@RequiresScopes([['crm:read']])
export class CrmLink extends CrmLinkSchema.class {
  @Field(() => ID, { description: 'Stable id.' })
  declare id: string;

  @Field(() => CrmConnection, { description: 'The CRM that it is in.' })
  declare connection: CrmConnection;

  @Field(() => String, { nullable: true, description: 'The id of the record in the CRM; null until it was written once.' })
  declare externalId: string | null | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'Where a person opens the record in the CRM; null until it was written once.',
  })
  declare url: string | null | undefined;

  @Field(() => CrmSyncStatus, { description: 'How the lead stands in the CRM.' })
  declare status: CrmSyncStatus;

  @Field(() => DateTime, { nullable: true, description: 'When the CRM last took the lead; null until it did once.' })
  declare lastSyncedAt: Date | null | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'Why the CRM has not taken it, by its own codes and names of fields; null while it is in step.',
  })
  declare lastError: string | null | undefined;
}
CrmLinkSchema.setClass(CrmLink);
