import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { issueToken } from '#kernel/auth/issue-token.ts';
import { loadDevelopmentSecrets } from '#kernel/config/development-secrets.ts';
import { freePort } from './free-port.ts';

/** Parley as `npm start` starts it, in a process group of its own. */
export interface StartedSystem {
  readonly dataDir: string;
  readonly url: string;
  readonly simulators: string;
  /** What the start printed. */
  readonly output: () => string;
  readonly pid: number;
  /** A token for a member of the demo: `acme-owner`, `globex-reviewer`. */
  token(subject: string): Promise<string>;
  /** The process alone, at once: as a crash would. */
  kill(): Promise<void>;
  /** Ctrl-C as `npm start` gets it, from the terminal and from npm. Answers the exit code. */
  interrupt(): Promise<number | null>;
  /** Starts again on the same data folder, ports and simulators. */
  restart(): Promise<void>;
  /** Ends everything and removes the data folder. */
  close(): Promise<void>;
}

const RUNNER = new URL('../../cli/run-typescript.mjs', import.meta.url).href;
const COMMAND = fileURLToPath(new URL('../../cli/parley.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface StartOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** An address of simulators that outlive the system; by default it starts its own. */
  readonly simulatorsPort?: number;
}

export async function startSystem(options: StartOptions = {}): Promise<StartedSystem> {
  const dataDir = mkdtempSync(join(tmpdir(), 'parley-e2e-'));
  const port = await freePort();
  const simulatorsPort = options.simulatorsPort ?? (await freePort());
  let running = await launch();

  async function launch(): Promise<{ child: ChildProcess; output: () => string }> {
    const child = spawn(process.execPath, ['--max-semi-space-size=4', '--import', RUNNER, COMMAND, 'dev'], {
      cwd: ROOT,
      env: {
        ...process.env,
        NODE_ENV: 'development',
        DATA_DIR: dataDir,
        PORT: String(port),
        SIMULATORS_PORT: String(simulatorsPort),
        ...options.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const ready = new Promise<void>((resolve, reject) => {
      const read = (chunk: Buffer): void => {
        output += chunk.toString();
        if (output.includes('Parley is running')) resolve();
      };
      child.stdout?.on('data', read);
      child.stderr?.on('data', read);
      child.once('exit', (code, signal) => reject(new Error(`the start ended with ${code ?? signal}:\n${output}`)));
    });
    await ready;
    return { child, output: () => output };
  }

  return {
    dataDir,
    url: `http://127.0.0.1:${port}`,
    simulators: `http://127.0.0.1:${simulatorsPort}`,
    output: () => running.output(),
    get pid() {
      return running.child.pid ?? 0;
    },
    token: async (subject) => {
      const [tenant = '', role = ''] = subject.split(/-(.*)/);
      const secret = loadDevelopmentSecrets(dataDir).jwtSecret;
      return issueToken({ secret, issuer: 'parley' }, { subject, tenant, roles: [role.replace(/-\d+$/, '')], ttlSeconds: 3_600 });
    },
    kill: () => end(running.child, 'SIGKILL'),
    interrupt: async () => {
      const { child } = running;
      const ended = once(child, 'exit');
      child.kill('SIGINT');
      child.kill('SIGINT');
      const [code] = await ended;
      return code;
    },
    restart: async () => {
      running = await launch();
    },
    close: async () => {
      await end(running.child, 'SIGTERM');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

const end = (child: ChildProcess, signal: NodeJS.Signals): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill(signal);
  });
