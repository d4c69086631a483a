import '../gateway/disable-apollo-telemetry.ts';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloGateway, LocalGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { scopeSet } from '#kernel/auth/scope-set.ts';
import { inProcessExecutor } from '#kernel/graph/in-process-executor.ts';
import { createLogger } from '#kernel/telemetry/logger.ts';
import { createMetrics } from '#kernel/telemetry/metrics.ts';
import { composeSchema } from '#schema/compose.ts';
import { createGateway } from '../gateway/create-gateway.ts';
import { crmSubgraph } from '../gateway/fixtures/crm-subgraph.fixtures.ts';
import { Inbox } from '../gateway/fixtures/inbox-subgraph.fixtures.ts';
import { leadsSubgraph, makeLeads } from '../gateway/fixtures/leads-subgraph.fixtures.ts';
import { MemoryFeed } from '../gateway/fixtures/memory-feed.fixtures.ts';
import { acme, allScopes } from '../gateway/fixtures/system.fixtures.ts';

/** One gateway over three subgraphs in this process: `stock` is Apollo's own as its documentation sets it up, `parley` is ours. */
const { subgraphs, supergraphSdl } = await composeSchema([leadsSubgraph(makeLeads(200)), new Inbox().declaration, crmSubgraph()]);
const context = { tenant: acme, feed: new MemoryFeed() };
const logger = createLogger({ level: 'error', name: 'bench' });

async function startStock(): Promise<number> {
  const schemas = new Map(subgraphs.map(({ name, schema }) => [name, schema]));
  const gateway = new ApolloGateway({
    // it refuses a supergraph with scopes, because it would not enforce them
    supergraphSdl: supergraphSdl.replaceAll(', for: SECURITY', ''),
    buildService({ name }) {
      const schema = schemas.get(name);
      if (schema === undefined) throw new Error(`There is no subgraph ${name}.`);
      return new LocalGraphQLDataSource(schema);
    },
  });
  const { url } = await startStandaloneServer(new ApolloServer({ gateway }), {
    listen: { port: 0, host: '127.0.0.1' },
    context: async () => context,
  });
  return Number(new URL(url).port);
}

async function startParley(): Promise<number> {
  const principal = {
    tenant: acme,
    memberId: 'm1',
    roles: [],
    scopes: scopeSet(allScopes.split(' ')),
    expiresAt: new Date(Date.now() + 3_600_000),
  };
  const gateway = await createGateway({
    supergraphSdl,
    executors: Object.fromEntries(
      subgraphs.map(({ name, schema }) => [name, inProcessExecutor({ schema, makeContext: () => context, logger })]),
    ),
    verifyCaller: async () => principal,
    logger,
    metrics: createMetrics(),
    introspection: false,
  });
  const server: Server = createServer((request, response) => void gateway.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const port = await (process.argv[2] === 'stock' ? startStock() : startParley());
process.on('message', () => process.send?.({ cpu: process.cpuUsage(), rss: process.memoryUsage().rss }));
process.send?.({ port });
