import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, closeSync, mkdirSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Logger } from '#kernel/telemetry/logger.ts';
import { binariesFor } from './binaries.ts';
import { type ClusterFolder, dataArgument } from './cluster-folder.ts';
import { type PostmasterFile, readPostmasterFile } from './postmaster-file.ts';
import { isPostgresOf, isRunning, postgresProcessesOf } from './processes.ts';
import { serverEnvironment } from './server-environment.ts';
import { defaultSettings } from './server-settings.ts';

export type ServerSettings = Readonly<Record<string, string | number>>;

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly adopted: boolean;
}

const pollMs = 20;
const startTimeoutMs = 120_000;
const orphansGraceMs = 2_000;

/** What a start runs into that a second try may not: a predecessor that has not quite gone, or a port that was just taken. */
const passing = /lock file ".*" already exists|shared memory block .* is still in use|could not (bind|create any TCP)/;

/** Called under the start lock. Waits for crash recovery to end. */
export const adoptOrStartPostmaster = async (
  folder: ClusterFolder,
  settings: ServerSettings,
  logger: Logger,
): Promise<Postmaster> => {
  const beganAtMs = performance.now();
  while (performance.now() < beganAtMs + startTimeoutMs) {
    const file = readPostmasterFile(folder.data);
    if (file !== null && isPostgresOf(file.pid, folder.data)) {
      if (file.ready) return { pid: file.pid, port: file.port, adopted: true };
    } else if (!orphansRemain(folder, performance.now() - beganAtMs, logger)) {
      if (file !== null) removeStale(folder, file, logger);
      const started = await start(folder, settings, logger);
      if (started !== null) return started;
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  throw notReady(folder);
};

/**
 * A killed postmaster's sessions end when they notice, which one in a long statement does not. A new server beside them would
 * damage the data, and PostgreSQL refuses to start; after a while they are killed as their postmaster was.
 */
const orphansRemain = (folder: ClusterFolder, waitedMs: number, logger: Logger): boolean => {
  const orphans = postgresProcessesOf(folder.data);
  if (waitedMs > orphansGraceMs) {
    for (const pid of orphans) {
      logger.warn({ process: pid }, 'killing a PostgreSQL session that outlived its postmaster');
      process.kill(pid, 'SIGKILL');
    }
  }
  return orphans.length > 0;
};

/** PostgreSQL takes any living process of that id for its predecessor, also a zombie or one that got the id since. */
const removeStale = (folder: ClusterFolder, { pid }: PostmasterFile, logger: Logger): void => {
  logger.info({ postmaster: pid }, 'the embedded PostgreSQL was killed; it recovers');
  // Where its processes cannot be listed the decision stays with PostgreSQL.
  if (process.platform === 'linux') rmSync(join(folder.data, 'postmaster.pid'), { force: true });
};

/** Null when the try failed for a reason that passes. */
const start = async (folder: ClusterFolder, settings: ServerSettings, logger: Logger): Promise<Postmaster | null> => {
  const port = await freePort();
  prepareSocketFolder(folder);
  const socket = { unix_socket_directories: folder.socketFolder === null ? '' : '../run' };
  const named = Object.entries({ ...defaultSettings, ...socket, ...settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const log = openSync(folder.logFile, 'a', 0o600);
  const logStart = statSync(folder.logFile).size;
  // Detached: an interrupt from the terminal is for us, and the server must outlive our end, however it comes.
  const child = spawn(binariesFor(folder).postgres, ['-D', dataArgument(folder, folder.data), '-p', String(port), ...named], {
    ...folder.account,
    cwd: folder.data,
    env: serverEnvironment(),
    detached: true,
    stdio: ['ignore', 'ignore', log],
  });
  closeSync(log);
  child.unref();
  if (child.pid === undefined)
    throw new Error('The embedded PostgreSQL could not be run.', { cause: (await once(child, 'error'))[0] });
  if (await becomesReady(folder, child.pid)) return { pid: child.pid, port, adopted: false };
  const reason = textFrom(folder.logFile, logStart);
  if (!passing.test(reason)) throw new Error(`The embedded PostgreSQL did not start. It said:\n${reason}`);
  logger.info({ reason }, 'the embedded PostgreSQL did not start; trying again');
  return null;
};

/** False when the process ended first. */
const becomesReady = async (folder: ClusterFolder, pid: number): Promise<boolean> => {
  const deadline = performance.now() + startTimeoutMs;
  while (performance.now() < deadline) {
    const file = readPostmasterFile(folder.data);
    if (file?.ready === true && file.pid === pid) return true;
    if (!isRunning(pid)) return false;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  throw notReady(folder);
};

const notReady = (folder: ClusterFolder): Error =>
  new Error(`The embedded PostgreSQL is not ready after ${startTimeoutMs} ms. Its log: ${folder.logFile}`);

const prepareSocketFolder = (folder: ClusterFolder): void => {
  if (folder.socketFolder === null) return;
  // A killed server leaves its socket behind, and every server has another port.
  rmSync(folder.socketFolder, { recursive: true, force: true });
  mkdirSync(folder.socketFolder, { mode: 0o755 });
  if (folder.account !== undefined) chownSync(folder.socketFolder, folder.account.uid, folder.account.gid);
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('No free port.')),
      );
    });
  });

const longestReason = 4_096;

const textFrom = (file: string, position: number): string => {
  const handle = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(longestReason);
    return buffer.toString('utf8', 0, readSync(handle, buffer, 0, longestReason, position));
  } finally {
    closeSync(handle);
  }
};
