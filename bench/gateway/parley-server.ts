import './as-in-production.ts';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { issueToken } from '#kernel/auth/issue-token.ts';
import { principalResolver } from '#kernel/auth/resolve-principal.ts';
import { tokenVerifier } from '#kernel/auth/verify-token.ts';
import { inProcessExecutor } from '#kernel/graph/in-process-executor.ts';
import { createLogger } from '#kernel/telemetry/logger.ts';
import { createMetrics } from '#kernel/telemetry/metrics.ts';
import { createGateway } from '../../gateway/create-gateway.ts';
import { acme, allScopes } from '../../gateway/fixtures/system.fixtures.ts';
import { cpuMs, offer } from '../support/child.ts';
import { context, subgraphs, supergraphSdl } from './fixture-subgraphs.ts';

const auth = { secret: 'the secret of a benchmark, of no use elsewhere', issuer: 'parley' };

/** Our gateway over the same subgraphs: it verifies tokens and checks scopes, and so do the subgraphs. */
offer({
  async listen(): Promise<string> {
    const logger = createLogger({ level: 'error', name: 'bench' });
    const scopes = allScopes.split(' ');
    const directory = {
      find: async () => ({ tenant: acme, memberId: 'm1', role: 'owner', scopes }),
      scopesOfRole: async () => scopes,
    };
    const gateway = await createGateway({
      supergraphSdl,
      executors: Object.fromEntries(
        subgraphs.map(({ name, schema }) => [name, inProcessExecutor({ schema, makeContext: () => context, logger })]),
      ),
      verifyCaller: principalResolver(tokenVerifier(auth), directory),
      logger,
      metrics: createMetrics(),
      introspection: false,
    });
    const server = createServer((request, response) => void gateway.handle(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  },
  token: () => issueToken(auth, { subject: 'm1', tenant: 'acme', roles: ['owner'], ttlSeconds: 3_600 }),
  cpuMs,
});
