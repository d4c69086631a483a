import { kept } from '#kernel/persistence/trip.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { AT_ONCE, type WaitingActivity } from '../activity/waiting-activities.ts';
import type { CrmLink } from './crm-link.entity.ts';

/** What the writing of a lead has to know of its link. */
export type KnownLink = Pick<
  CrmLink,
  'id' | 'leadId' | 'contactId' | 'conversationId' | 'status' | 'externalId' | 'leadVersion' | 'facts' | 'contact' | 'keptFacts'
> & { readonly connection: { readonly id: string } };

/** How a lead stands in the tenant's CRMs. */
export interface Standing {
  readonly links: readonly KnownLink[];
  readonly waiting: ReadonlyMap<string, readonly WaitingActivity[]>;
}

type LinkRow = Omit<KnownLink, 'contact' | 'connection'> & { readonly contact: string; readonly connectionId: string };
type ActivityRow = Omit<WaitingActivity, 'at' | 'description'> & {
  readonly at: string;
  readonly description: string;
  readonly connectionId: string;
};

const LINK = `jsonb_build_object(
  'id', id, 'leadId', lead_id, 'contactId', contact_id, 'conversationId', conversation_id, 'connectionId', connection_id,
  'status', status, 'externalId', external_id, 'leadVersion', lead_version, 'facts', facts, 'keptFacts', kept_facts,
  'contact', encode(contact, 'base64'))`;

const asLink = ({ contact, connectionId, ...link }: LinkRow): KnownLink => ({
  ...link,
  contact: Buffer.from(contact, 'base64'),
  connection: { id: connectionId },
});

/** The links of a person's leads. */
export const readLinksOf = async (ctx: Ctx, contactId: string): Promise<KnownLink[]> => {
  const rows = await ctx.em.execute<{ link: LinkRow }[]>(
    kept(`select ${LINK} as link from "${schemaOf(ctx.tenant)}".crm_link where contact_id = ?`),
    [contactId],
  );
  return rows.map(({ link }) => asLink(link));
};

/** A lead's links, and by connection the activities that wait for it: one trip to the database, because every message pays for it. */
export const readStanding = async (
  ctx: Ctx,
  { leadId, contactId }: { readonly leadId: string; readonly contactId: string },
  connectionIds: readonly string[],
): Promise<Standing> => {
  const schema = `"${schemaOf(ctx.tenant)}"`;
  const [row] = await ctx.em.execute<{ links: LinkRow[]; waiting: ActivityRow[] }[]>(
    kept(`select
       (select coalesce(jsonb_agg(${LINK}), '[]') from ${schema}.crm_link where lead_id = ?) as links,
       (select coalesce(jsonb_agg(jsonb_build_object(
          'messageId', message_id, 'connectionId', connection_id, 'subject', subject, 'at', at,
          'description', encode(description, 'base64')) order by at, id), '[]')
        from (select * from ${schema}.crm_activity
          where connection_id = any (?::uuid[]) and contact_id = ? and external_id is null
          order by at, id limit ${AT_ONCE * connectionIds.length}) a) as waiting`),
    [leadId, connectionIds, contactId],
  );
  const links = (row?.links ?? []).map(asLink);
  const waiting = (row?.waiting ?? []).map(({ at, description, ...activity }) => ({
    ...activity,
    at: new Date(at),
    description: Buffer.from(description, 'base64'),
  }));
  return { links, waiting: Map.groupBy(waiting, ({ connectionId }) => connectionId) };
};
