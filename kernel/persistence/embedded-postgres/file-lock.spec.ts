import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockExclusively, lockShared, tryLockExclusively } from './file-lock.ts';

describe('file locks', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parley-lock-'));
    file = join(folder, 'x.lock');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are held by one at a time, in the order of release', async () => {
    const release = await lockExclusively(file);
    expect(tryLockExclusively(file)).toBeNull();
    const next = lockExclusively(file);
    release();
    (await next)();
  });

  it('give up after the time that was given', async () => {
    const release = await lockExclusively(file);
    await expect(lockExclusively(file, 30)).rejects.toThrow('still locked');
    release();
  });

  it('when shared, are free for one only after all have let go', () => {
    const [first, second] = [lockShared(file), lockShared(file)];
    first();
    expect(tryLockExclusively(file)).toBeNull();
    second();
    const release = tryLockExclusively(file);
    expect(release).not.toBeNull();
    release?.();
  });

  it('end with a process that is killed', async () => {
    const script = `
      import { lockExclusively } from ${JSON.stringify(new URL('./file-lock.ts', import.meta.url).href)};
      await lockExclusively(process.argv[1]);
      console.log('locked');
      process.stdin.resume();
    `;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, file], { stdio: ['pipe', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    expect(tryLockExclusively(file)).toBeNull();
    child.kill('SIGKILL');
    await once(child, 'exit');
    const release = tryLockExclusively(file);
    expect(release).not.toBeNull();
    release?.();
  });
});
