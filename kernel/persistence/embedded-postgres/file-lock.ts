import { DatabaseSync } from 'node:sqlite';

// Node has no flock. SQLite takes the system's own file locks, which end with their process even when it is killed: unlike a
// lock file with a pid in it, a lock of these can never be left behind or be broken by two at once. The files stay empty.

const pollMs = 25;
const exclusive = 'BEGIN EXCLUSIVE';
const busy = 5;

/** Answers the function that releases the lock. */
export const lockExclusively = async (file: string, timeoutMs = 180_000): Promise<() => void> => {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const release = tryLockExclusively(file);
    if (release !== null) return release;
    if (performance.now() > deadline) throw new Error(`${file} is still locked by another process after ${timeoutMs} ms.`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
};

/** Null when anybody holds the lock, shared or not. */
export const tryLockExclusively = (file: string): (() => void) | null => tryLock(file, (lock) => lock.exec(exclusive));

/** To be taken while nobody can lock it exclusively: it does not wait. */
export const lockShared = (file: string): (() => void) => {
  const release = tryLock(file, (lock) => {
    lock.exec('BEGIN');
    lock.prepare('SELECT count(*) FROM sqlite_schema').get();
  });
  if (release === null) throw new Error(`${file} is locked by another process.`);
  return release;
};

const tryLock = (file: string, take: (lock: DatabaseSync) => void): (() => void) | null => {
  const lock = new DatabaseSync(file);
  try {
    take(lock);
    return () => lock.close();
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode === busy) return null;
    throw error;
  }
};
