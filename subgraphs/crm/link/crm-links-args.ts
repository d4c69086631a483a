import { ArgsType, Field } from 'type-graphql';
import { ConnectionArgs } from '#kernel/graph/connection.ts';
import { CrmSyncStatus } from './crm-sync-status.ts';

@ArgsType()
export class CrmLinksArgs extends ConnectionArgs {
  @Field(() => [CrmSyncStatus], { nullable: true, description: 'Only links in one of these states.' })
  readonly status?: CrmSyncStatus[] | null;
}
