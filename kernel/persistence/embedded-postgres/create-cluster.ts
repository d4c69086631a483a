import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Logger } from '#kernel/telemetry/logger.ts';
import { binariesFor } from './binaries.ts';
import { type ClusterFolder, dataArgument } from './cluster-folder.ts';
import { serverEnvironment } from './server-environment.ts';

const draftPrefix = 'draft-';

/**
 * Makes the cluster where there is none, and answers its owner's password. It is made in a draft folder and renamed when it is
 * complete: a start that is killed leaves a draft, and never half a cluster. Called under the start lock.
 */
export const createCluster = async (folder: ClusterFolder, owner: string, logger: Logger): Promise<string> => {
  if (existsSync(folder.data)) return readPassword(folder);
  removeDrafts(folder);
  const password = writePassword(folder);
  // A name of its own: the initdb of a killed start may still be writing to the one before.
  const draft = join(folder.root, `${draftPrefix}${randomUUID()}`);
  const data = join(draft, 'data');
  const passwordFile = join(draft, 'password');
  mkdirSync(draft, { mode: 0o700 });
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (folder.account !== undefined) {
    for (const path of [draft, data, passwordFile]) chownSync(path, folder.account.uid, folder.account.gid);
  }
  logger.info({ folder: folder.data }, 'making the embedded PostgreSQL cluster');
  const options = [
    ...['--pgdata', dataArgument(folder, data), '--username', owner, '--pwfile', '../password', '--auth', 'scram-sha-256'],
    // Without these the encoding follows LANG, and is SQL_ASCII where there is none.
    ...[
      '--encoding',
      'UTF8',
      '--locale',
      'C',
      '--locale-provider',
      'builtin',
      '--builtin-locale',
      'C.UTF-8',
      '--no-instructions',
    ],
  ];
  await promisify(execFile)(binariesFor(folder).initdb, options, { ...folder.account, cwd: data, env: serverEnvironment() });
  renameSync(data, folder.data);
  rmSync(draft, { recursive: true, force: true });
  return password;
};

const removeDrafts = (folder: ClusterFolder): void => {
  for (const name of readdirSync(folder.root)) {
    if (!name.startsWith(draftPrefix)) continue;
    try {
      rmSync(join(folder.root, name), { recursive: true, force: true });
    } catch {
      // An initdb that outlived its parent is still filling it. It stays until the next cluster is made; nothing else uses it.
    }
  }
};

const writePassword = (folder: ClusterFolder): string => {
  const password = randomBytes(24).toString('base64url');
  const draft = `${folder.secretFile}.new`;
  rmSync(draft, { force: true });
  writeFileSync(draft, password, { mode: 0o600, flush: true });
  renameSync(draft, folder.secretFile);
  return password;
};

const readPassword = (folder: ClusterFolder): string => {
  try {
    return readFileSync(folder.secretFile, 'utf8').trim();
  } catch (cause) {
    throw new Error(
      `The password of ${folder.data} cannot be read from ${folder.secretFile}. Put the file back or remove ${folder.root}.`,
      { cause },
    );
  }
};
