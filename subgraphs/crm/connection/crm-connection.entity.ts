import { defineEntity, p } from '@mikro-orm/core';
import { Field, Float, ID, ObjectType } from 'type-graphql';
import { Key, RequiresScopes } from '#kernel/graph/directives.ts';
import { Json } from '#kernel/graph/scalars.ts';
import type { FieldMapping } from '../connectors/crm-connector.ts';
import type { StoredReconciliation } from '../reconciliation/crm-reconciliation.type.ts';
import { CrmConnectionStatus } from './crm-connection-status.ts';
import { CrmKind } from './crm-kind.ts';

const CrmConnectionSchema = defineEntity({
  name: 'CrmConnection',
  tableName: 'crm_connection',
  schema: '*',
  properties: {
    id: p.uuid().primary(),
    kind: p.string().$type<CrmKind>(),
    displayName: p.string(),
    status: p.string().$type<CrmConnectionStatus>(),
    /** Sealed under the tenant's key; null once a member disconnected it. */
    credentials: p.blob().nullable(),
    fieldMapping: p.json<FieldMapping>(),
    /** The CRM's own number of the account; null where it does not matter. */
    accountId: p.string().nullable(),
    lastError: p.string().nullable(),
    quotaUsed: p.double().nullable(),
    connectKey: p.string().nullable(),
    lastReconciliation: p.json<StoredReconciliation>().nullable(),
    createdAt: p.datetime(),
  },
});

@ObjectType({
  simpleResolvers: true,
  description: 'A CRM that this tenant keeps in step. Its credentials are write-only: no query returns them.',
})
@Key('id')
@RequiresScopes([['crm:read']])
export class CrmConnection extends CrmConnectionSchema.class {
  @Field(() => ID, { description: 'Stable id.' })
  declare id: string;

  @Field(() => CrmKind, { description: 'Which CRM it is.' })
  declare kind: CrmKind;

  @Field(() => String, { description: 'What the team calls it.' })
  declare displayName: string;

  @Field(() => CrmConnectionStatus, { description: 'Whether the CRM is kept in step.' })
  declare status: CrmConnectionStatus;

  @Field(() => Json, {
    description:
      'From our names of a lead’s facts to the fields of the CRM that they are written to; null where a fact is not written. The usual fields are in it too.',
  })
  declare fieldMapping: FieldMapping;

  @Field(() => String, { nullable: true, description: 'Why the CRM takes nothing, by its own codes; null while it does.' })
  declare lastError: string | null | undefined;

  @Field(() => Float, {
    nullable: true,
    description:
      'How much of its quota of calls the CRM said is used, from 0 to 1, to within some seconds; null before the first call.',
  })
  declare quotaUsed: number | null | undefined;
}
CrmConnectionSchema.setClass(CrmConnection);

/** Where a connection's sealed credentials stand. */
export const credentialsAt = (connectionId: string) => ({ table: 'crm_connection', column: 'credentials', rowId: connectionId });
