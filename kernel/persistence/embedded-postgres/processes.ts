import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A process that was killed and that nobody has reaped (a container without an init) does not run, though it can be signalled. */
export const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return !isZombie(pid);
};

const isZombie = (pid: number): boolean => {
  try {
    // The state follows the command's name, which may itself hold brackets and spaces.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.startsWith('Z') ?? false;
  } catch {
    return false;
  }
};

/** Whether the process is a PostgreSQL of this data folder: a process id that stands in a file may long belong to another. */
export const isPostgresOf = (pid: number, data: string): boolean => {
  if (!isRunning(pid)) return false;
  if (process.platform === 'linux') return workingFolderOf(pid) === data && commandOf(pid).includes('postgres');
  try {
    return execFileSync('ps', ['-p', String(pid), '-o', 'comm='], { encoding: 'utf8' }).includes('postgres');
  } catch {
    return false;
  }
};

/** Every PostgreSQL process of this data folder, its postmaster or not. Known on Linux only; elsewhere none. */
export const postgresProcessesOf = (data: string): number[] =>
  process.platform === 'linux'
    ? readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name))
        .map(Number)
        .filter((pid) => isPostgresOf(pid, data))
    : [];

const workingFolderOf = (pid: number): string | null => {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
};

const commandOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
};
