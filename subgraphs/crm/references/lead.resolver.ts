import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { CrmLink } from '../link/crm-link.entity.ts';
import { findLinksOfLead } from '../link/find-links.ts';
import { LeadReference } from './lead.type.ts';

@Resolver(() => LeadReference)
export class LeadReferenceResolver {
  @FieldResolver(() => [CrmLink], { nullable: true, description: 'Where it is in each connected CRM.' })
  async crmLinks(@Ctx() ctx: GraphContext, @Root() { id, links }: LeadReference): Promise<readonly CrmLink[]> {
    return links ?? findLinksOfLead(ctx, id);
  }
}
