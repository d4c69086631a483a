import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Worker } from '../messaging/event-log.ts';
import type { SubgraphDeclaration } from './define-subgraph.ts';
import { createHttpServer } from './http-server.ts';
import type { Installation } from './installation.ts';
import { LoopRunner } from './loop-runner.ts';
import { OpenConnections } from './open-connections.ts';
import { taskRunner } from './run-task.ts';

/** What stands in front of the subgraphs in this process, such as the gateway. */
export interface Front {
  handle(request: IncomingMessage, response: ServerResponse): boolean | Promise<boolean>;
  /** Takes WebSocket upgrades. */
  attach(server: Server): void;
  /** Ends open streams and lets go of what answers need; called when no request is under way any more. */
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
   * In this order: say "not ready" and answer what is under way while the doors are still open, close them, end the streams, and
   * meanwhile finish or give back the events under way; then what accompanied the work ends. The installation stays open; whoever opened it closes it.
   */
  stop(): Promise<void>;
}

const READY_TIMEOUT_MS = 2_000;
const STOP_GRACE_MS = 10_000;
/** How long a peer may take to answer that its stream ends. */
const GOODBYE_MS = 1_000;

/** Opens the doors of one process and sets it to work. */
export async function startProcess(options: ProcessOptions): Promise<RunningProcess> {
  const { installation, declarations } = options;
  const { platform, wakeUps } = installation;
  let unready: string | null = 'the process is starting';

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
    readiness: async () => unready ?? (await databaseFault(installation)),
    metrics: platform.metrics,
    logger: platform.logger,
  });
  const open = new OpenConnections(server);
  options.front?.attach(server);

  let worker: Worker | null = null;
  const stopWork = async (): Promise<void> => {
    await Promise.all([
      worker?.stop(STOP_GRACE_MS),
      ...[...loops, ...tasks].map((runner) => within(STOP_GRACE_MS, runner.stop())),
    ]);
  };
  try {
    // the door first: a port that is taken is known before any work has begun
    await listen(server, options.port, options.host);
    if (options.works) {
      worker = await installation.eventLog.work(declarations.flatMap((declaration) => declaration.consumers ?? []));
      for (const runner of [...loops, ...tasks]) runner.start();
    }
  } catch (error) {
    server.close();
    await stopWork();
    await options.front?.stop();
    throw error;
  }
  unready = null;
  const { port } = server.address() as AddressInfo;
  platform.logger.info({ port }, 'ready');
  const endings = options.works ? declarations.flatMap(({ accompany }) => accompany?.(platform) ?? []) : [];

  const stopServing = async (): Promise<void> => {
    open.end();
    const answered = open.answered().then(() => {
      server.close();
      return open.answered();
    });
    await within(STOP_GRACE_MS, answered);
    server.close();
    await within(STOP_GRACE_MS, options.front?.stop());
    await open.leave(GOODBYE_MS);
  };
  return {
    port,
    stop: async () => {
      unready = 'the process is stopping';
      await Promise.all([stopServing(), stopWork()]);
      await within(STOP_GRACE_MS, Promise.all(endings.map((end) => end())));
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

async function databaseFault(installation: Installation): Promise<string | null> {
  const answered = installation.database.platform.query('select 1').then(
    () => true,
    () => false,
  );
  return (await Promise.race([answered, afterMs(READY_TIMEOUT_MS)])) === true ? null : 'the database does not answer';
}

const afterMs = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms).unref());

/** Goes on after that time, whether the work has ended or not. */
const within = async (ms: number, work: Promise<unknown> | undefined): Promise<void> => {
  await Promise.race([work, afterMs(ms)]);
};

const listen = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
