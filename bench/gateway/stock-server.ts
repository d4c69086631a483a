import './as-in-production.ts';
import '../../gateway/disable-apollo-telemetry.ts';
import { ApolloGateway, LocalGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { cpuMs, offer } from '../support/child.ts';
import { context, subgraphs, supergraphSdl } from './fixture-subgraphs.ts';

/** Apollo's own gateway over subgraphs in its process, as its documentation sets it up. It checks neither tokens nor scopes. */
offer({
  async listen(): Promise<string> {
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
    const listen = { port: 0, host: '127.0.0.1' };
    const { url } = await startStandaloneServer(new ApolloServer({ gateway }), { listen, context: async () => context });
    return url;
  },
  cpuMs,
});
