import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
const runner = new URL('../cli/run-typescript.mjs', import.meta.url).href;
const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

async function startMain(...args: string[]): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ['--import', runner, main, '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(child);
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  return { child, url: String(line).trim().split(' ').at(-1) ?? '' };
}

describe('the simulators in a process of their own', () => {
  it('say where they listen and stop on SIGTERM, a hung call notwithstanding', async () => {
    const { child, url } = await startMain();
    const json = JSON.stringify({ hang: true });
    await fetch(`${url}/facebook/_faults`, { method: 'PUT', body: json });
    const hung = expect(fetch(`${url}/facebook/me`)).rejects.toThrow();
    await expect.poll(async () => ((await (await fetch(`${url}/facebook/_journal`)).json()) as unknown[]).length).toBe(1);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    await hung;
  });

  it('stop when the process that wanted them is gone', async () => {
    const parent = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
    started.push(parent);
    const { child } = await startMain('--parent-pid', String(parent.pid));
    parent.kill('SIGKILL');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
