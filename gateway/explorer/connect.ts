import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';
import { createClient } from 'graphql-ws';

export type Connection = { fetcher: Fetcher; close: () => void };

/** Queries and mutations by POST, subscriptions over graphql-ws, both as the bearer of `token` (nobody, when it is empty). */
export function connect(origin: string, token: string): Connection {
  const authorization = token ? { authorization: `Bearer ${token}` } : undefined;
  const client = createClient({ url: new URL('/graphql', origin.replace(/^http/, 'ws')).href, connectionParams: authorization });
  const fetcher = createGraphiQLFetcher({ url: new URL('/graphql', origin).href, wsClient: client, headers: authorization });
  return { fetcher, close: () => void client.dispose() };
}
