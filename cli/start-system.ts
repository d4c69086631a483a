import type { Config } from '#kernel/config/config.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#kernel/persistence/embedded-postgres.ts';
import { Installation } from '#kernel/runtime/installation.ts';
import type { PlatformContext } from '#kernel/runtime/platform-context.ts';
import { type RunningProcess, startProcess } from '#kernel/runtime/start-process.ts';
import type { Logger } from '#kernel/telemetry/logger.ts';
import { createMetrics } from '#kernel/telemetry/metrics.ts';
import { declarations } from './declarations.ts';
import { gatewayFront, subgraphsFront } from './fronts.ts';

export interface System {
  readonly installation: Installation;
  readonly port: number;
  /** In the order of DESIGN §3: intake, work, connections, database. */
  stop(): Promise<void>;
}

export interface SystemOptions {
  readonly config: Config;
  readonly logger: Logger;
  readonly host: string;
  /** Parts of this process: `gateway`, `workers`, and subgraphs by name. All when absent. */
  readonly roles?: ReadonlySet<string>;
}

/** Opens the installation without its doors: for commands that work on it and end. */
export async function openInstallation(
  config: Config,
  logger: Logger,
): Promise<{ installation: Installation; close(): Promise<void> }> {
  const postgres: EmbeddedPostgres | null = config.database.url
    ? null
    : await startEmbeddedPostgres({ dataDir: config.dataDir, logger });
  try {
    // declarations are made before the database they describe is open, and ask for it when work begins
    let platform: PlatformContext | null = null;
    const installation = await Installation.open({
      config,
      ownerUrl: config.database.url ?? postgres?.url() ?? '',
      declarations: declarations(config, () => platform ?? notOpen()),
      logger,
      metrics: createMetrics({ ofProcess: true }),
    });
    platform = installation.platform;
    return {
      installation,
      close: async () => {
        try {
          await installation.close();
        } finally {
          await postgres?.stop();
        }
      },
    };
  } catch (error) {
    // the server outlives its process unless it is told to stop
    await postgres?.stop();
    throw error;
  }
}

/** Starts one process of Parley: all of it, or the parts that its roles name. */
export async function startSystem(options: SystemOptions): Promise<System> {
  const { config, logger } = options;
  const { installation, close } = await openInstallation(config, logger);
  try {
    const has = (role: string): boolean => options.roles?.has(role) ?? true;
    const own = installation.declarations.filter(({ name }) => has(name));
    const running: RunningProcess = await startProcess({
      installation,
      declarations: own,
      works: has('workers'),
      front: has('gateway') ? await gatewayFront(config, installation) : await subgraphsFront(config, installation, own),
      host: options.host,
      port: config.http.port,
    });
    const stop = async (): Promise<void> => {
      try {
        await running.stop();
      } finally {
        await close();
      }
    };
    let stopping: Promise<void> | undefined;
    return {
      installation,
      port: running.port,
      stop: () => {
        stopping ??= stop();
        return stopping;
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

const notOpen = (): never => {
  throw new Error('the installation is not open yet');
};
