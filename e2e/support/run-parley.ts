import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { StartedSystem } from './system.ts';

const RUNNER = new URL('../../cli/run-typescript.mjs', import.meta.url).href;
const COMMAND = fileURLToPath(new URL('../../cli/parley.ts', import.meta.url));

/** Runs a command beside the system, on its data folder and ports unless `env` says otherwise. */
export function runParley(
  system: StartedSystem,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, ['--import', RUNNER, COMMAND, ...args], {
    env: {
      ...process.env,
      NODE_ENV: 'development',
      DATA_DIR: system.dataDir,
      PORT: new URL(system.url).port,
      SIMULATORS_PORT: new URL(system.simulators).port,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}
