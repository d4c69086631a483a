import '../disable-apollo-telemetry.ts';
import { ApolloGateway, LocalGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { parse, print, validate, visit } from 'graphql';
import { expect, test } from 'vitest';
import { scopeSet } from '#kernel/auth/scope-set.ts';
import { inProcessExecutor } from '#kernel/graph/in-process-executor.ts';
import type { SubgraphExecutor } from '#kernel/graph/subgraph-executor.ts';
import { createLogger } from '#kernel/telemetry/logger.ts';
import { MemoryFeed } from '../fixtures/memory-feed.fixtures.ts';
import { randomOperation } from '../fixtures/random-operation.fixtures.ts';
import { acme, allScopes, fixtureSubgraphs } from '../fixtures/system.fixtures.ts';
import { Supergraph } from '../supergraph/supergraph.ts';

const rounds = Number(process.env['PARITY_ROUNDS'] ?? 100);
const principal = {
  tenant: acme,
  memberId: 'm1',
  roles: [],
  scopes: scopeSet(`${allScopes} audit:read members:manage`.split(' ')),
  expiresAt: new Date(Date.now() + 600_000),
};

/** Apollo's gateway refuses links that it does not enforce, and it enforces no scopes. */
const withoutSecurity = (sdl: string): string =>
  print(
    visit(parse(sdl), {
      Directive: (node) =>
        node.name.value === 'link'
          ? { ...node, arguments: node.arguments?.filter(({ name }) => name.value !== 'for') }
          : undefined,
    }),
  );

test(`${rounds} random operations get from us what Apollo's own gateway answers`, async () => {
  const { subgraphs, supergraphSdl } = await fixtureSubgraphs();
  const schemas = new Map(subgraphs.map(({ name, schema }) => [name, schema]));
  const logger = createLogger({ level: 'silent', name: 'parity' });
  const context = { tenant: acme, feed: new MemoryFeed() };
  const executors: Record<string, SubgraphExecutor> = {};
  for (const { name, schema } of subgraphs) executors[name] = inProcessExecutor({ schema, makeContext: () => context, logger });
  const ours = new Supergraph(supergraphSdl, { depth: 99, fields: 9_999 }, { executors, unavailable: () => undefined });
  const stock = new ApolloServer({
    gateway: new ApolloGateway({
      supergraphSdl: withoutSecurity(supergraphSdl),
      buildService: ({ name }) => new LocalGraphQLDataSource(schemas.get(name)!),
      logger: { debug() {}, info() {}, warn() {}, error() {} },
    }),
  });
  await stock.start();

  for (let seed = 1; seed <= rounds; seed++) {
    const { query, variables } = randomOperation(ours.schema, seed);
    const document = parse(query);
    expect(validate(ours.schema, document), query).toEqual([]);
    const known = ours.operation(document, null)!;
    const mine = await ours.prepare(document, known).execute({ principal, variables });
    const answer = await stock.executeOperation({ query, variables }, { contextValue: context });
    const theirs = answer.body.kind === 'single' ? answer.body.singleResult : null;
    const label = `seed ${seed}: ${query} ${JSON.stringify(variables)}`;
    expect(JSON.parse(JSON.stringify(mine.data ?? null)), label).toEqual(JSON.parse(JSON.stringify(theirs?.data ?? null)));
    // a field whose first mention is left out by its condition stands later in their answer; the order means nothing
    if (!query.includes('$')) expect(JSON.stringify(mine.data ?? null), label).toBe(JSON.stringify(theirs?.data ?? null));
    expect(Boolean(mine.errors), label).toBe(Boolean(theirs?.errors));
  }
  await stock.stop();
});
