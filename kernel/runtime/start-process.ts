import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Worker } from '../messaging/event-log.ts';
import type { SubgraphDeclaration } from './define-subgraph.ts';
import { createHttpServer } from './http-server.ts';
import type { Installation } from './installation.ts';
import { LoopRunner } from './loop-runner.ts';
import { taskRunner } from './run-task.ts';

/** What stands in front of the subgraphs in this process, such as the gateway. */
export interface Front {
  handle(request: IncomingMessage, response: ServerResponse): boolean | Promise<boolean>;
  /** Takes WebSocket upgrades. */
  attach(server: Server): void;
  /** Ends open streams; called before the server stops accepting. */
  stop(): Promise<void>;
}

export interface ProcessOptions {
  readonly installation: Installation;
  /** The subgraphs whose doors (routes) are open in this process. */
  readonly declarations: readonly SubgraphDeclaration[];
  /** Whether this process consumes events and runs loops and tasks. */
  readonly works: boolean;
  readonly front: Front | null;
  readonly host: string;
  readonly port: number;
}

export interface RunningProcess {
  readonly port: number;
  /**
   * In this order: say "not ready", end the streams and stop the intake, finish or give back the work under way, close. The
   * installation stays open; whoever opened it closes it.
   */
  stop(): Promise<void>;
}

const READY_TIMEOUT_MS = 2_000;
const STOP_GRACE_MS = 10_000;

/** Opens the doors of one process and sets it to work. */
export async function startProcess(options: ProcessOptions): Promise<RunningProcess> {
  const { installation, declarations } = options;
  const { platform, wakeUps } = installation;
  let stopping = false;

  const loops = options.works ? loopsOf(declarations, installation) : [];
  const tasks = options.works
    ? declarations.flatMap(({ tasks: own = [] }) => own.map((task) => taskRunner(task, installation)))
    : [];
  const routes = declarations.flatMap(
    (declaration) => declaration.routes?.(platform, (loop) => wakeUps.wake(`loop:${loop}`)) ?? [],
  );
  const server = createHttpServer({
    routes,
    fallback: async (request, response) => (await options.front?.handle(request, response)) ?? false,
    readiness: () => readiness(installation, stopping),
    metrics: platform.metrics,
    logger: platform.logger,
  });
  options.front?.attach(server);

  let worker: Worker | null = null;
  if (options.works) {
    worker = await installation.eventLog.work(declarations.flatMap((declaration) => declaration.consumers ?? []));
    for (const runner of [...loops, ...tasks]) runner.start();
  }
  await listen(server, options.port, options.host);
  const { port } = server.address() as AddressInfo;
  platform.logger.info({ port }, 'ready');

  return {
    port,
    stop: async () => {
      stopping = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await options.front?.stop();
      server.closeIdleConnections();
      await Promise.race([closed, afterMs(STOP_GRACE_MS)]);
      server.closeAllConnections();
      await Promise.all([...loops, ...tasks].map((runner) => runner.stop()));
      await worker?.stop(STOP_GRACE_MS);
    },
  };
}

function loopsOf(declarations: readonly SubgraphDeclaration[], installation: Installation): LoopRunner[] {
  return declarations.flatMap(({ loops = [] }) =>
    loops.map((loop) => {
      const runner = new LoopRunner({
        name: loop.name,
        idleMs: loop.idleMs,
        step: (signal) => loop.step(installation.platform, signal),
        leadership: installation.leadership,
        logger: installation.platform.logger,
      });
      installation.wakeUps.on(`loop:${loop.name}`, () => runner.wake());
      return runner;
    }),
  );
}

async function readiness(installation: Installation, stopping: boolean): Promise<string | null> {
  if (stopping) return 'the process is stopping';
  const answered = installation.database.platform.query('select 1').then(
    () => true,
    () => false,
  );
  return (await Promise.race([answered, afterMs(READY_TIMEOUT_MS)])) === true ? null : 'the database does not answer';
}

const afterMs = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms).unref());

const listen = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
