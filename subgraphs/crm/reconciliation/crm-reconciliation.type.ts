import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTime } from '#kernel/graph/scalars.ts';
import { CrmConnection } from '../connection/crm-connection.entity.ts';

/** As it stands in the connection's row. */
export interface StoredReconciliation {
  readonly checked: number;
  readonly missing: readonly string[];
  readonly stale: readonly string[];
  readonly duplicates: readonly string[];
  /** In ISO 8601. */
  readonly at: string;
  /** The link after which the next run goes on; null where this one came to the end. */
  readonly resumeAfter: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'How the leads of a CRM compare with our links to them. `resyncLead` mends what is missing or stale.',
})
export class CrmReconciliation {
  @Field(() => CrmConnection, { description: 'Which CRM was compared.' })
  readonly connection!: CrmConnection;

  @Field(() => Int, { description: 'How many leads were compared: fewer than all where the time or the quota did not suffice.' })
  readonly checked!: number;

  @Field(() => [ID], { description: 'Ids of leads that the CRM no longer has.' })
  readonly missing!: readonly string[];

  @Field(() => [ID], { description: 'Ids of leads of which the CRM says something else than was written.' })
  readonly stale!: readonly string[];

  @Field(() => [ID], { description: 'Ids of leads of whose person the CRM has another record besides.' })
  readonly duplicates!: readonly string[];

  @Field(() => DateTime, { description: 'When the comparison ended.' })
  readonly at!: Date;
}

export const lastReconciliationOf = (connection: CrmConnection): CrmReconciliation | null => {
  if (!connection.lastReconciliation) return null;
  const { checked, missing, stale, duplicates, at } = connection.lastReconciliation;
  return { connection, checked, missing, stale, duplicates, at: new Date(at) };
};
