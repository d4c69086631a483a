import { mkdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type ServiceAccount, serviceAccountFor } from './service-account.ts';

/** Where everything of one embedded server lies, and who runs it. All paths are absolute and without symbolic links. */
export interface ClusterFolder {
  readonly root: string;
  /** PostgreSQL's own data folder; there once the cluster is complete. */
  readonly data: string;
  readonly socketFolder: string | null;
  readonly logFile: string;
  readonly secretFile: string;
  /** Held by whoever starts or stops the server. */
  readonly startLock: string;
  /** Shared by all processes that use the server. */
  readonly useLock: string;
  /** Undefined: the server runs as the user who runs us. */
  readonly account: ServiceAccount | undefined;
  /** False when the account may not pass one of the folders above (root's home, for one). */
  readonly reachable: boolean;
}

// The address of a Unix socket holds 108 bytes on Linux and 104 on macOS, the socket's own name among them.
const longestSocketFolder = 104 - '/.s.PGSQL.65535.lock'.length;

export const openClusterFolder = (dataDir: string): ClusterFolder => {
  mkdirSync(join(dataDir, 'postgres'), { recursive: true });
  const root = realpathSync(join(dataDir, 'postgres'));
  const data = join(root, 'data');
  const socketFolder = join(root, 'run');
  const account = serviceAccountFor(data);
  return {
    root,
    data,
    socketFolder: Buffer.byteLength(socketFolder) <= longestSocketFolder ? socketFolder : null,
    logFile: join(root, 'server.log'),
    secretFile: join(root, 'owner.secret'),
    startLock: join(root, 'start.lock'),
    useLock: join(root, 'use.lock'),
    account,
    reachable: account === undefined || isPassableByAll(root),
  };
};

/** Whether every user may pass this folder and all above it. */
export const isPassableByAll = (path: string): boolean => {
  const passable = (statSync(path).mode & 0o001) !== 0;
  return passable && (path === dirname(path) || isPassableByAll(dirname(path)));
};

/**
 * How the server names its data folder, which is its working folder. Where it may not pass the folders above, its own path would
 * lead nowhere, while the system's link to the working folder does not walk that path.
 */
export const dataArgument = (folder: ClusterFolder, workingFolder: string): string => {
  if (folder.reachable) return workingFolder;
  if (process.platform === 'linux') return '/proc/self/cwd';
  throw new Error(
    `PostgreSQL does not run as root, and no other user may pass the folders above ${folder.root}. Choose another DATA_DIR.`,
  );
};
