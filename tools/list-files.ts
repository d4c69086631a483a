import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Files of the project, as paths from its root: committed and new ones, none that Git ignores or that was just deleted. */
export function listFiles(pattern: RegExp): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' });
  return listed
    .split('\0')
    .filter((path) => pattern.test(path) && existsSync(path))
    .sort();
}
