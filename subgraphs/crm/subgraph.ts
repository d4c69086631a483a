import { inOrder } from '#kernel/graph/in-order.ts';
import { defineSubgraph, type SubgraphDeclaration } from '#kernel/runtime/define-subgraph.ts';
import { CrmActivity } from './activity/crm-activity.entity.ts';
import { CrmConnection } from './connection/crm-connection.entity.ts';
import { CrmConnectionResolver } from './connection/crm-connection.resolver.ts';
import { connectionsById } from './connection/find-connection.ts';
import { type Connectors, LiveConnections } from './connection/live-connections.ts';
import { OutcomeNotes } from './connection/outcome-notes.ts';
import { hubspotConnector } from './connectors/hubspot/hubspot-connector.ts';
import { salesforceConnector } from './connectors/salesforce/salesforce-connector.ts';
import { expireActivitiesConsumer } from './consumers/expire-activities.ts';
import { syncCrm } from './consumers/sync-crm.ts';
import { CrmLink } from './link/crm-link.entity.ts';
import { CrmLinkResolver } from './link/crm-link.resolver.ts';
import { CrmLinkChangedResolver } from './link/crm-link-changed.resolver.ts';
import { linksById } from './link/find-link.ts';
import { LeadCrmLinksResolver } from './references/crm-links-of.resolver.ts';
import { catchUpTask } from './tasks/catch-up.ts';
import { lookAtLinksTask } from './tasks/look-at-links.ts';

export interface CrmDependencies {
  /** Where Salesforce signs in, such as https://login.salesforce.com. */
  readonly salesforceLoginUrl: string;
  /** HubSpot's API, such as https://api.hubapi.com. */
  readonly hubspotApiUrl: string;
  /** The clock of what connectors keep in memory; the machine's unless said. */
  readonly now?: () => number;
  /** How long a CRM's answer is waited for; as long as its connector thinks right unless said. */
  readonly callMs?: number;
}

/** Keeps the tenant's CRM in step with its leads and with what was said to them. */
export const crm = ({ salesforceLoginUrl, hubspotApiUrl, ...times }: CrmDependencies): SubgraphDeclaration => {
  const connectors: Connectors = {
    SALESFORCE: salesforceConnector(salesforceLoginUrl, times),
    HUBSPOT: hubspotConnector(hubspotApiUrl, times),
  };
  const live = new LiveConnections(connectors);
  const means = { connectors, live, notes: new OutcomeNotes(live) };
  return defineSubgraph({
    name: 'crm',
    resolvers: [
      new CrmConnectionResolver(means),
      new CrmLinkResolver(means),
      new CrmLinkChangedResolver(),
      new LeadCrmLinksResolver(),
    ],
    references: { CrmConnection: inOrder(connectionsById), CrmLink: inOrder(linksById) },
    entities: [CrmConnection, CrmLink, CrmActivity],
    migrations: new URL('./migrations/', import.meta.url),
    consumers: [syncCrm(means), expireActivitiesConsumer(means)],
    tasks: [catchUpTask(means), lookAtLinksTask(means)],
  });
};
