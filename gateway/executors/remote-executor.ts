import { createClient } from 'graphql-ws';
import { LRUCache } from 'lru-cache';
import { Pool } from 'undici';
import { WebSocket } from 'ws';
import { type InternalKey, identityHeader, signIdentity } from '#kernel/auth/internal-identity.ts';
import type { Principal } from '#kernel/auth/principal.ts';
import type { SubgraphExecutor, SubgraphRequest, SubgraphResult } from '#kernel/graph/subgraph-executor.ts';

export interface RemoteSubgraph {
  readonly name: string;
  /** Of its GraphQL endpoint: `http://10.0.0.7:4000/graphql`. */
  readonly url: string;
  readonly keys: readonly [InternalKey, ...InternalKey[]];
  readonly timeoutMs?: number;
  readonly connections?: number;
}

/** A subgraph in another process, over kept HTTP connections and one WebSocket for all its subscriptions. */
export function remoteExecutor({ name, url, keys, timeoutMs = 10_000, connections = 64 }: RemoteSubgraph): SubgraphExecutor {
  const address = new URL(url);
  const pool = new Pool(address.origin, { connections, headersTimeout: timeoutMs, bodyTimeout: timeoutMs });
  const heads = new LRUCache<string, string>({ max: 5_000 });
  const subscriptions = createClient({
    url: url.replace(/^http/, 'ws'),
    webSocketImpl: WebSocket,
    lazyCloseTimeout: 5_000,
    // a connection that broke may have lost events: whoever subscribed must know, and resume from its cursor
    retryAttempts: 0,
    keepAlive: 12_000,
  });

  /** All of the body but the variables is the same for every request of the same fetch. */
  const headOf = ({ operation, operationName }: SubgraphRequest): string => {
    let head = heads.get(operation);
    if (head === undefined) {
      head = `${JSON.stringify({ query: operation, operationName }).slice(0, -1)},"variables":`;
      heads.set(operation, head);
    }
    return head;
  };

  return {
    async execute(request, principal) {
      const { statusCode, body } = await pool.request({
        path: address.pathname,
        method: 'POST',
        headers: { 'content-type': 'application/json', [identityHeader]: signIdentity(principal, name, keys) },
        body: `${headOf(request)}${JSON.stringify(request.variables)}}`,
      });
      const text = await body.text();
      if (statusCode !== 200) throw new Error(`Subgraph ${name} answered ${statusCode}.`);
      return JSON.parse(text) as SubgraphResult;
    },
    async subscribe(request, principal) {
      return results(subscriptions.iterate(subscribed(request, signed(principal))));
    },
    async close() {
      await Promise.all([pool.close(), subscriptions.dispose()]);
    },
  };

  function signed(principal: Principal): string {
    return signIdentity(principal, name, keys);
  }
}

const subscribed = ({ operation, operationName, variables }: SubgraphRequest, identity: string) => ({
  query: operation,
  operationName: operationName ?? null,
  variables: variables as Record<string, unknown>,
  extensions: { identity },
});

/** The answers of a subscription. What graphql-ws throws for a refused operation is a list of errors; that is its one result. */
function results(answers: AsyncIterableIterator<unknown>): AsyncIterableIterator<SubgraphResult> {
  const iterator: AsyncIterableIterator<SubgraphResult> = {
    async next() {
      try {
        return (await answers.next()) as IteratorResult<SubgraphResult>;
      } catch (error) {
        if (Array.isArray(error)) return { done: false, value: { errors: error } };
        throw error;
      }
    },
    async return() {
      await answers.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => iterator,
  };
  return iterator;
}
