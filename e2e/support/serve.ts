import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { expect, vi } from 'vitest';
import { issueToken } from '#kernel/auth/issue-token.ts';
import { freePort } from './free-port.ts';

/** The environment of an installation in production: nothing is filled in there. */
export type Environment = Readonly<Record<string, string>>;

const RUNNER = new URL('../../cli/run-typescript.mjs', import.meta.url).href;
const COMMAND = fileURLToPath(new URL('../../cli/parley.ts', import.meta.url));

export const productionEnvironment = (options: { databaseUrl: string; simulatorsUrl: string }): Environment => ({
  NODE_ENV: 'production',
  DATABASE_URL: options.databaseUrl,
  JWT_SECRET: randomBytes(48).toString('base64url'),
  ENCRYPTION_KEYS: `e2e:${randomBytes(32).toString('base64')}`,
  // the service's logins belong to the whole server of a test run, so their passwords are the same in all its databases
  INTERNAL_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
  FACEBOOK_APP_SECRET: 'test-app-secret',
  FACEBOOK_VERIFY_TOKEN: 'test-verify-token',
  X_CONSUMER_SECRET: 'test-consumer-secret',
  X_WEBHOOK_ID: '1500000000000000001',
  LINKEDIN_CLIENT_SECRET: 'test-client-secret',
  ...addressesAt(options.simulatorsUrl),
});

/** Of every outside service: what is not said is the vendor's own, and no test may reach that. */
const addressesAt = (simulatorsUrl: string): Environment => ({
  FACEBOOK_GRAPH_URL: `${simulatorsUrl}/facebook`,
  INSTAGRAM_GRAPH_URL: `${simulatorsUrl}/instagram`,
  X_API_URL: `${simulatorsUrl}/x`,
  LINKEDIN_API_URL: `${simulatorsUrl}/linkedin`,
  OPENAI_BASE_URL: `${simulatorsUrl}/openai/v1`,
  GEMINI_BASE_URL: `${simulatorsUrl}/gemini`,
  PINECONE_CONTROLLER_HOST: `${simulatorsUrl}/pinecone`,
  SALESFORCE_LOGIN_URL: `${simulatorsUrl}/salesforce`,
  HUBSPOT_API_URL: `${simulatorsUrl}/hubspot`,
});

export const tokenFor = (environment: Environment, subject: string, tenant: string, role: string): Promise<string> =>
  issueToken(
    { secret: environment['JWT_SECRET'] ?? '', issuer: 'parley' },
    { subject, tenant, roles: [role], ttlSeconds: 3_600 },
  );

/** One `parley serve`, on loopback. */
export interface ServedProcess {
  readonly url: string;
  readonly output: () => string;
  /** Tells it to end, and answers at once. */
  terminate(): void;
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>;
}

/** Answers when the process says that it is ready. */
export async function serve(environment: Environment, roles: readonly string[], port?: number): Promise<ServedProcess> {
  const ownPort = port ?? (await freePort());
  const url = `http://127.0.0.1:${ownPort}`;
  const { child, output } = run(['serve', '--host', '127.0.0.1', '--roles', roles.join(',')], {
    ...environment,
    PORT: String(ownPort),
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  const ready = (): Promise<void> =>
    vi.waitFor(async () => expect((await fetch(`${url}/health/ready`)).status).toBe(200), { timeout: 30_000, interval: 50 });
  const early = ended.then((code) => {
    throw new Error(`parley serve --roles ${roles} ended with ${code}:\n${output()}`);
  });
  await Promise.race([ready(), early]);
  early.catch(() => {});
  return { url, output, terminate: () => void child.kill('SIGTERM'), ended };
}

/** Another command of the installation, to its end; throws unless it ends well. */
export async function command(environment: Environment, ...args: readonly string[]): Promise<string> {
  const { child, output } = run(args, environment);
  const code = await new Promise<number | null>((resolve) => child.once('close', (ended) => resolve(ended)));
  if (code !== 0) throw new Error(`parley ${args.join(' ')} ended with ${code}:\n${output()}`);
  return output();
}

function run(args: readonly string[], environment: Environment): { child: ChildProcess; output: () => string } {
  // nothing of this process's own environment but the way to programs: what is missing must stop the start
  const child = spawn(process.execPath, ['--import', RUNNER, COMMAND, ...args], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  return { child, output: () => output };
}
