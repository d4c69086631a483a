import { composeSchema } from '#schema/compose.ts';
import { crmSubgraph } from '../../gateway/fixtures/crm-subgraph.fixtures.ts';
import { Inbox } from '../../gateway/fixtures/inbox-subgraph.fixtures.ts';
import { leadsSubgraph, makeLeads } from '../../gateway/fixtures/leads-subgraph.fixtures.ts';
import { MemoryFeed } from '../../gateway/fixtures/memory-feed.fixtures.ts';
import { acme } from '../../gateway/fixtures/system.fixtures.ts';

/** The same resolvers in memory for both gateways, so that what is measured is the gateway. */
export const { subgraphs, supergraphSdl } = await composeSchema([
  leadsSubgraph(makeLeads(200)),
  new Inbox().declaration,
  crmSubgraph(),
]);

export const context = { tenant: acme, feed: new MemoryFeed() };
