import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';

/** The user whom PostgreSQL runs as when we are root: it refuses to be root. */
export interface ServiceAccount {
  readonly uid: number;
  readonly gid: number;
}

/** The owner of an existing data folder stays its owner; a new one goes to `postgres`, or `nobody` where that does not exist. */
export const serviceAccountFor = (data: string): ServiceAccount | undefined => {
  const owner = statSync(data, { throwIfNoEntry: false });
  const own = process.getuid?.();
  if (own !== 0) {
    if (owner !== undefined && own !== undefined && owner.uid !== own) {
      throw new Error(
        `${data} belongs to another user (${owner.uid}). Start as that user or as root, or choose another DATA_DIR.`,
      );
    }
    return undefined;
  }
  if (owner !== undefined) return { uid: owner.uid, gid: owner.gid };
  for (const name of ['postgres', 'nobody']) {
    const account = lookUp(name);
    if (account !== null) return account;
  }
  throw new Error(
    'PostgreSQL does not run as root, and this machine has neither a user postgres nor nobody. Start as another user, or set DATABASE_URL.',
  );
};

const lookUp = (name: string): ServiceAccount | null => {
  const id = (option: string): number =>
    Number(execFileSync('id', [option, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return null;
  }
};
