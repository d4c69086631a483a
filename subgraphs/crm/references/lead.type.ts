import { Field, ID, ObjectType } from 'type-graphql';
import { Key, RequiresScopes } from '#kernel/graph/directives.ts';
import type { CrmLink } from '../link/crm-link.entity.ts';

@ObjectType('Lead', { simpleResolvers: true })
@Key('id')
@RequiresScopes([['leads:read']])
export class LeadReference {
  @Field(() => ID)
  readonly id!: string;

  /** Loaded for all leads of an answer at once; absent where a link led to its own lead. */
  readonly links?: readonly CrmLink[];
}
