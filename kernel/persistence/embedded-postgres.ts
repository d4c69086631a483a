import type { Logger } from '#kernel/telemetry/logger.ts';
import { type ClusterFolder, openClusterFolder } from './embedded-postgres/cluster-folder.ts';
import { createCluster } from './embedded-postgres/create-cluster.ts';
import { createDatabase } from './embedded-postgres/create-database.ts';
import { lockExclusively, lockShared, tryLockExclusively } from './embedded-postgres/file-lock.ts';
import { readPostmasterFile } from './embedded-postgres/postmaster-file.ts';
import { isPostgresOf, isRunning } from './embedded-postgres/processes.ts';
import { adoptOrStartPostmaster, type ServerSettings } from './embedded-postgres/start-postmaster.ts';

export interface EmbeddedPostgres {
  /** Address, by the socket where there is one; of the owner and the database `parley` unless others are named. Holds the password. */
  url(database?: string, user?: string, password?: string): string;
  readonly port: number;
  /** The postmaster's process id. */
  readonly pid: number;
  /** It ran already: another process uses it too, or the one that started it was killed. */
  readonly adopted: boolean;
  /** Lets go of the server, and stops it when no other process uses it. Connections of this process should be closed before. */
  stop(): Promise<void>;
}

const ownerRole = 'parley_owner';
const ownDatabase = 'parley';

/**
 * The PostgreSQL that keeps its data in `dataDir/postgres`. Starts it, or joins the one that runs there. Several processes may
 * start at once on one folder. The server outlives a killed process of ours: the next start adopts it.
 * `settings` are server settings by name; they take effect only where this call starts the server.
 */
export const startEmbeddedPostgres = async (options: {
  dataDir: string;
  logger: Logger;
  settings?: ServerSettings;
}): Promise<EmbeddedPostgres> => {
  const { logger } = options;
  const folder = openClusterFolder(options.dataDir);
  const releaseStart = await lockExclusively(folder.startLock);
  try {
    const startedAtMs = performance.now();
    const password = await createCluster(folder, ownerRole, logger);
    const { pid, port, adopted } = await adoptOrStartPostmaster(folder, options.settings ?? {}, logger);
    // a third less time a round trip than over loopback
    const socket = folder.socketFolder === null ? '' : `?host=${encodeURIComponent(folder.socketFolder)}`;
    const url = (database = ownDatabase, user = ownerRole, userPassword = password): string =>
      `postgres://${encodeURIComponent(user)}:${encodeURIComponent(userPassword)}@127.0.0.1:${port}/${encodeURIComponent(database)}${socket}`;
    await createDatabase(url('postgres'), ownDatabase);
    const releaseUse = lockShared(folder.useLock);
    logger.info(
      { port, postmaster: pid, adopted, tookMs: Math.round(performance.now() - startedAtMs) },
      'embedded PostgreSQL is ready',
    );
    let stopping: Promise<void> | undefined;
    const stop = (): Promise<void> => {
      stopping ??= leave(folder, releaseUse, logger);
      return stopping;
    };
    return { url, port, pid, adopted, stop };
  } finally {
    releaseStart();
  }
};

/** Under the start lock: nobody can join between the last user's leaving and the server's end. */
const leave = async (folder: ClusterFolder, releaseUse: () => void, logger: Logger): Promise<void> => {
  const releaseStart = await lockExclusively(folder.startLock);
  try {
    releaseUse();
    const releaseAll = tryLockExclusively(folder.useLock);
    if (releaseAll === null) {
      logger.info({ folder: folder.data }, 'embedded PostgreSQL goes on for the other processes that use it');
      return;
    }
    releaseAll();
    await stopPostmaster(folder);
  } finally {
    releaseStart();
  }
};

const stopTimeoutMs = 30_000;

/** Whichever runs by now: the one that this process started may have been killed and another be there. */
const stopPostmaster = async ({ data }: ClusterFolder): Promise<void> => {
  const pid = readPostmasterFile(data)?.pid;
  if (pid === undefined || !isPostgresOf(pid, data)) return;
  // "Fast": ends sessions and writes a checkpoint. SIGTERM would wait for every session to end by itself.
  process.kill(pid, 'SIGINT');
  const deadline = performance.now() + stopTimeoutMs;
  // not "of this folder": a process that is about to end has left its folder already
  while (isRunning(pid)) {
    if (performance.now() > deadline)
      throw new Error(`The embedded PostgreSQL (process ${pid}) has not stopped within ${stopTimeoutMs} ms.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};
