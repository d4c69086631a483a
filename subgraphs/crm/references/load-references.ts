import { isId } from '#kernel/persistence/new-id.ts';
import type { ReferenceLoader } from '#kernel/runtime/define-subgraph.ts';
import { CrmConnection } from '../connection/crm-connection.entity.ts';
import { findLinks } from '../link/find-links.ts';
import type { LeadReference } from './lead.type.ts';

const idsOf = (references: readonly { readonly id: string }[]): string[] => references.map(({ id }) => id).filter(isId);

/** `CrmConnection` by its id. */
export const loadConnections: ReferenceLoader = async (ctx, references) => {
  const connections = await ctx.em.find(CrmConnection, { id: { $in: idsOf(references) } });
  const byId = new Map(connections.map((connection) => [connection.id, connection]));
  return references.map(({ id }) => byId.get(id) ?? null);
};

/** `CrmLink` by its id. */
export const loadLinks: ReferenceLoader = async (ctx, references) => {
  const links = await findLinks(ctx, { id: { $in: idsOf(references) } });
  const byId = new Map(links.map((link) => [link.id, link]));
  return references.map(({ id }) => byId.get(id) ?? null);
};

/** What this subgraph adds to another's `Lead`: its links. */
export const loadLinksOfLeads: ReferenceLoader = async (ctx, references): Promise<LeadReference[]> => {
  const links = await findLinks(ctx, { leadId: { $in: idsOf(references) } });
  const byLead = Map.groupBy(links, ({ leadId }) => leadId);
  return references.map(({ id }) => ({ id, links: byLead.get(id) ?? [] }));
};
