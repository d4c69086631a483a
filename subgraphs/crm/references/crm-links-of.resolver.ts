import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { CrmLink } from '../link/crm-link.entity.ts';
import { findLinksOfLead } from '../link/find-link.ts';
import { LeadReference } from './lead.type.ts';

@Resolver(() => LeadReference)
export class LeadCrmLinksResolver {
  @FieldResolver(() => [CrmLink], { nullable: true, description: 'Where it is in each connected CRM.' })
  crmLinks(@Ctx() ctx: GraphContext, @Root() { id }: LeadReference): Promise<readonly CrmLink[]> {
    return findLinksOfLead(ctx, id);
  }
}
