import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '#kernel/graph/connection.ts';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import { Json } from '#kernel/graph/scalars.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { CrmActivityConnection } from '../activity/crm-activity-connection.type.ts';
import { listActivities } from '../activity/list-activities.ts';
import type { CrmMeans } from '../crm-means.ts';
import { LeadReference } from '../references/lead.type.ts';
import { CrmLink } from './crm-link.entity.ts';
import { CrmLinkConnection } from './crm-link-connection.type.ts';
import { CrmLinksArgs } from './crm-links-args.ts';
import { findLink } from './find-link.ts';
import { listLinks } from './list-links.ts';
import { previewRecord, type RecordPreview } from './preview-record.ts';
import { resyncLead } from './resync-lead.ts';

@Resolver(() => CrmLink)
export class CrmLinkResolver {
  readonly #means: CrmMeans;

  constructor(means: CrmMeans) {
    this.#means = means;
  }

  @Query(() => CrmLink, { nullable: true, description: 'One link; null where there is none of this id.' })
  @RequiresScopes([['crm:read']])
  crmLink(@Ctx() ctx: GraphContext, @Arg('id', () => ID) id: string): Promise<CrmLink | null> {
    return findLink(ctx, id);
  }

  @Query(() => CrmLinkConnection, { description: 'The links in these states, the one that changed last first.' })
  @RequiresScopes([['crm:read']])
  crmLinks(@Ctx() ctx: GraphContext, @Args(() => CrmLinksArgs) args: CrmLinksArgs) {
    return listLinks(ctx, args);
  }

  @Query(() => Json, {
    description:
      'A dry run: `{record, problems}`, the record that would be written for a lead now, by the CRM’s names of fields, and what the CRM says against the mapping. `fieldMapping` is one to try before it is saved. Writes nothing.',
  })
  @RequiresScopes([['crm:read', 'contacts:pii']])
  previewCrmRecord(
    @Ctx() ctx: GraphContext,
    @Arg('connectionId', () => ID) connectionId: string,
    @Arg('leadId', () => ID) leadId: string,
    @Arg('fieldMapping', () => Json, { nullable: true }) fieldMapping: unknown,
  ): Promise<RecordPreview> {
    return previewRecord(ctx, this.#means, { connectionId, leadId, fieldMapping });
  }

  @Mutation(() => [CrmLink], {
    description:
      'Writes a lead to its CRMs again, whatever state its links are in, and answers the links as they are then. NOT_FOUND for a lead that no CRM was told of.',
  })
  @RequiresScopes([['crm:manage']])
  resyncLead(
    @Ctx() ctx: GraphContext,
    @Arg('leadId', () => ID) leadId: string,
    @Arg('idempotencyKey', () => String, { nullable: true, description: 'The same key again writes nothing more.' })
    idempotencyKey: string | null,
  ): Promise<readonly CrmLink[]> {
    return resyncLead(ctx, this.#means, (work) => ctx.transaction(work), leadId, idempotencyKey ?? null);
  }

  @FieldResolver(() => LeadReference, { nullable: true, description: 'Whose link it is.' })
  lead(@Root() link: CrmLink): LeadReference {
    return { id: link.leadId };
  }

  @FieldResolver(() => CrmActivityConnection, { description: 'What was logged at the lead in the CRM, the latest first.' })
  activities(@Ctx() ctx: GraphContext, @Root() link: CrmLink, @Args(() => ConnectionArgs) args: ConnectionArgs) {
    return listActivities(ctx, link, args);
  }
}
