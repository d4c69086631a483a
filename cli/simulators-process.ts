import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Config } from '#kernel/config/config.ts';
import { UsageError } from './usage-error.ts';

export interface SimulatorsProcess {
  readonly url: string;
  stop(): Promise<void>;
}

const RUNNER = new URL('./run-typescript.mjs', import.meta.url).href;
const MAIN = fileURLToPath(new URL('../simulators/main.ts', import.meta.url));

/**
 * The simulated outside is a process of its own, as the outside is: it goes on when Parley is killed. One that runs on the port already
 * is joined and told where Parley's webhooks are now.
 */
export async function joinOrStartSimulators(config: Config): Promise<SimulatorsProcess> {
  const url = `http://127.0.0.1:${config.simulators.port}`;
  if (await join(url, config)) return { url, stop: async () => {} };
  const child = spawn(
    process.execPath,
    [
      // the stand-ins have little to do: they are not to take the memory of the program they stand beside
      ...['--max-semi-space-size=2', '--import', RUNNER, MAIN],
      ...['--port', String(config.simulators.port)],
      ...['--webhooks-url', webhooksUrl(config)],
      ...['--parent-pid', String(process.pid)],
    ],
    // an interrupt from the terminal is for us, who stop the outside last: a post under way is to get its answer
    { stdio: ['ignore', 'pipe', 'pipe'], detached: true, env: { ...process.env, ...secretsOf(config) } },
  );
  await listening(child, config.simulators.port);
  return { url, stop: () => end(child) };
}

const webhooksUrl = (config: Config): string => `http://127.0.0.1:${config.http.port}/webhooks`;

const secretsOf = ({ facebook, instagram, x, linkedin }: Config): Record<string, string> => ({
  FACEBOOK_APP_SECRET: facebook.appSecret,
  FACEBOOK_VERIFY_TOKEN: facebook.verifyToken,
  INSTAGRAM_APP_SECRET: instagram.appSecret,
  X_CONSUMER_SECRET: x.consumerSecret,
  LINKEDIN_CLIENT_SECRET: linkedin.clientSecret,
});

/** What each simulated platform is told: where our webhooks are, and the secret that it shares with us. */
const settingsOf = ({ facebook, instagram, x, linkedin }: Config): Record<string, Record<string, string>> => {
  const meta = { appSecret: facebook.appSecret, verifyToken: facebook.verifyToken };
  return {
    facebook: meta,
    instagram: { ...meta, appSecret: instagram.appSecret },
    x: { consumerSecret: x.consumerSecret },
    linkedin: { clientSecret: linkedin.clientSecret },
  };
};

async function join(url: string, config: Config): Promise<boolean> {
  const told = Object.entries(settingsOf(config)).map(async ([service, secrets]) => {
    const response = await fetch(`${url}/${service}/_settings`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ webhookUrl: `${webhooksUrl(config)}/${service}`, ...secrets }),
      signal: AbortSignal.timeout(2_000),
    });
    return response.ok;
  });
  try {
    return (await Promise.all(told)).every((ok) => ok);
  } catch {
    return false;
  }
}

function listening(child: ChildProcess, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      if (output.includes('listening')) resolve();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
    child.once('exit', () =>
      reject(new UsageError(`The simulators do not start on port ${port}. Set SIMULATORS_PORT.\n${output.slice(-500)}`)),
    );
  });
}

const end = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
