import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient } from 'graphql-ws';
import { Ctx, Field, ObjectType, Query, Resolver, Root, Subscription } from 'type-graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type InternalKey, identityHeader, signIdentity } from '#kernel/auth/internal-identity.ts';
import type { Principal } from '#kernel/auth/principal.ts';
import { scopeSet } from '#kernel/auth/scope-set.ts';
import { createLogger } from '#kernel/telemetry/logger.ts';
import { tenantId } from '#kernel/tenancy/tenant.ts';
import { buildSubgraph } from './build-subgraph.ts';
import { RequiresScopes } from './directives.ts';
import { inProcessExecutor } from './in-process-executor.ts';
import { type ServedSubgraph, serveSubgraph } from './serve-subgraph.ts';

const principal: Principal = {
  tenant: tenantId('acmeacmeac'),
  memberId: 'm1',
  roles: [],
  scopes: scopeSet(['weather:read']),
  expiresAt: new Date(Date.now() + 60_000),
};
const keys: readonly [InternalKey, ...InternalKey[]] = [{ id: 'k', key: Buffer.alloc(32, 1) }];
const strangersKeys: typeof keys = [{ id: 'k', key: Buffer.alloc(32, 2) }];

@ObjectType('Report', { simpleResolvers: true })
class Report {
  @Field(() => String)
  who!: string;
}

@Resolver()
class WeatherResolver {
  @Query(() => Report)
  @RequiresScopes([['weather:read']])
  report(@Ctx() { memberId }: Principal): Report {
    return { who: memberId };
  }
  @Query(() => Report)
  @RequiresScopes([['weather:forecast']])
  forecast(@Ctx() { memberId }: Principal): Report {
    return { who: memberId };
  }
  @Subscription(() => Report, {
    subscribe: () =>
      (async function* () {
        yield 'sun';
        throw new Error('the thermometer at 10.0.0.7 broke');
      })(),
  })
  @RequiresScopes([['weather:read']])
  changes(@Root() change: string): Report {
    return { who: change };
  }
}

let served: ServedSubgraph;
const server = createServer((request, response) => void served.handle(request, response));
let url: string;
beforeAll(async () => {
  const { schema } = await buildSubgraph({ name: 'weather', resolvers: [new WeatherResolver()] });
  const logger = createLogger({ level: 'silent', name: 'spec' });
  served = serveSubgraph({
    name: 'weather',
    keys,
    logger,
    executor: inProcessExecutor({ schema, makeContext: (caller) => caller, logger }),
  });
  server.on('upgrade', served.upgrade);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
});
afterAll(async () => {
  await served.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const ask = async (query: string, identity?: string) => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(identity === undefined ? {} : { [identityHeader]: identity }) },
    body: JSON.stringify({ query, variables: {} }),
  });
  return {
    status: response.status,
    body: (await response.json()) as { data?: unknown; errors?: { extensions: { code: string } }[] },
  };
};

test('a call with the gateway’s signed word is answered as who it names', async () => {
  expect(await ask('{ report { who } }', signIdentity(principal, 'weather', keys))).toEqual({
    status: 200,
    body: { data: { report: { who: 'm1' } } },
  });
});

test.each([
  ['without an identity', undefined],
  ['with an identity for another subgraph', signIdentity(principal, 'leads', keys)],
  ['with an identity signed by a stranger', signIdentity(principal, 'weather', strangersKeys)],
  ['with an old identity', signIdentity(principal, 'weather', keys, { now: () => new Date(Date.now() - 31_000) })],
  ['with nonsense', 'a.b.c'],
])('a call that does not come through the gateway fails: %s', async (_how, identity) => {
  const { status, body } = await ask('{ report { who } }', identity);
  expect(status).toBe(401);
  expect(body).toEqual({ errors: [{ message: expect.any(String), extensions: { code: 'UNAUTHENTICATED' } }] });
});

test('scopes are checked again: a gateway that forgot to gets nothing', async () => {
  const { body } = await ask('{ forecast { who } }', signIdentity(principal, 'weather', keys));
  expect(body).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN', coordinates: ['Query.forecast'] } }] });
  expect(body.data).toBeUndefined();
});

const subscribe = (identity: string) => {
  const client = createClient({
    url: url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    lazyCloseTimeout: 0,
  });
  return client.iterate<Record<string, unknown>>({ query: 'subscription { changes { who } }', extensions: { identity } });
};

test('a subscription carries its own identity, and a source that fails says nothing internal', async () => {
  await expect(subscribe('nonsense').next()).rejects.toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  const events = subscribe(signIdentity(principal, 'weather', keys));
  expect((await events.next()).value).toEqual({ data: { changes: { who: 'sun' } } });
  const last = (await events.next()).value;
  expect(last).toMatchObject({ errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }] });
  expect(JSON.stringify(last)).not.toContain('10.0.0.7');
  expect((await events.next()).done).toBe(true);
});
