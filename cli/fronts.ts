import { readFileSync } from 'node:fs';
import { principalResolver } from '#kernel/auth/resolve-principal.ts';
import { tokenVerifier } from '#kernel/auth/verify-token.ts';
import type { Config } from '#kernel/config/config.ts';
import { buildSubgraph } from '#kernel/graph/build-subgraph.ts';
import { inProcessExecutor } from '#kernel/graph/in-process-executor.ts';
import { serveSubgraph } from '#kernel/graph/serve-subgraph.ts';
import type { SubgraphExecutor } from '#kernel/graph/subgraph-executor.ts';
import type { SubgraphDeclaration } from '#kernel/runtime/define-subgraph.ts';
import type { Installation } from '#kernel/runtime/installation.ts';
import type { Front } from '#kernel/runtime/start-process.ts';
import { createGateway } from '../gateway/create-gateway.ts';
import { remoteExecutor } from '../gateway/executors/remote-executor.ts';
import { memberDirectory } from '../subgraphs/tenants/member/directory.ts';

const SUPERGRAPH = new URL('../schema/supergraph.graphql', import.meta.url);
const SUBGRAPH_PATH = /^\/subgraphs\/([a-z]+)\/graphql(?:\?|$)/;

/** The gateway over all subgraphs: those of SUBGRAPH_URLS in their processes, the others in this one. */
export async function gatewayFront(config: Config, installation: Installation): Promise<Front> {
  const { platform } = installation;
  const executors: Record<string, SubgraphExecutor> = {};
  for (const declaration of installation.declarations) {
    const url = config.subgraphUrls[declaration.name];
    executors[declaration.name] = url
      ? remoteExecutor({ name: declaration.name, url, keys: config.internalKeys })
      : await executorOf(declaration, installation);
  }
  return createGateway({
    supergraphSdl: readFileSync(SUPERGRAPH, 'utf8'),
    executors,
    verifyCaller: principalResolver(tokenVerifier(config.auth), memberDirectory(platform)),
    logger: platform.logger,
    metrics: platform.metrics,
    introspection: config.mode === 'development',
  });
}

/** Subgraphs for a gateway in another process, each at `/subgraphs/<name>/graphql`. Only the gateway's signed word opens them. */
export async function subgraphsFront(
  config: Config,
  installation: Installation,
  declarations: readonly SubgraphDeclaration[],
): Promise<Front> {
  const { logger } = installation.platform;
  const served = new Map(
    await Promise.all(
      declarations.map(async (declaration) => {
        const executor = await executorOf(declaration, installation);
        return [
          declaration.name,
          serveSubgraph({ name: declaration.name, executor, keys: config.internalKeys, logger }),
        ] as const;
      }),
    ),
  );
  const find = (url = '') => served.get(SUBGRAPH_PATH.exec(url)?.[1] ?? '');
  return {
    handle: async (request, response) => {
      const subgraph = find(request.url);
      await subgraph?.handle(request, response);
      return subgraph !== undefined;
    },
    attach: (server) => {
      server.on('upgrade', (request, socket, head) => {
        const subgraph = find(request.url);
        if (subgraph) subgraph.upgrade(request, socket, head);
        else socket.destroy();
      });
    },
    stop: async () => {
      await Promise.all([...served.values()].map((subgraph) => subgraph.close()));
    },
  };
}

async function executorOf(declaration: SubgraphDeclaration, installation: Installation): Promise<SubgraphExecutor> {
  const { schema } = await buildSubgraph(declaration);
  return inProcessExecutor({
    schema,
    makeContext: (principal) => installation.graphContext(principal),
    logger: installation.platform.logger,
  });
}
