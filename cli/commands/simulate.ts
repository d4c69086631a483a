import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Pool } from 'undici';
import type { Config } from '#kernel/config/config.ts';
import { AcknowledgementTally } from '../demo/acknowledgement-tally.ts';
import { type DemoPlatform, type DemoTenant, demoChannel, demoTenants } from '../demo/demo-tenants.ts';
import { signedWebhook } from '../demo/signed-webhook.ts';
import { type SimulatedMessage, simulatedMessages } from '../demo/simulated-messages.ts';
import { loadDevelopmentConfig } from '../load-development-config.ts';
import { UsageError } from '../usage-error.ts';

/** The least patient of them, Messenger, gives up on a webhook after five seconds (its webhooks page). */
const ACKNOWLEDGEMENT_TIMEOUT_MS = 5_000;
const MOST_CONNECTIONS = 128;
const HIGHEST_RATE = 5_000;
const PLATFORMS: readonly DemoPlatform[] = ['FACEBOOK', 'INSTAGRAM', 'X', 'LINKEDIN'];
const ACCOUNT_ID: Readonly<Record<DemoPlatform, RegExp>> = {
  FACEBOOK: /^\d{1,30}$/,
  INSTAGRAM: /^\d{1,30}$/,
  X: /^\d{1,19}$/,
  LINKEDIN: /^urn:li:organization:\d{1,19}$/,
};
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

interface Simulation {
  readonly ratePerSecond: number;
  /** Infinity: until it is interrupted. */
  readonly count: number;
  readonly platform: DemoPlatform;
  readonly accountId: string;
  readonly seed: number;
  readonly url: URL;
  /** The app's, with which the platform signs. */
  readonly secret: string;
}

/**
 * People write to an account, as the platform would report it: signed webhooks at an open-loop rate, that is, a slow answer delays no later
 * message. Answers 1 when any was not acknowledged with a 2xx.
 */
export async function simulate(
  args: string[],
  env: NodeJS.ProcessEnv,
  print: (line: string) => void = (line) => void process.stdout.write(`${line}\n`),
): Promise<number> {
  const simulation = readSimulation(args, env);
  const tally = new AcknowledgementTally();
  const stopped = new AbortController();
  const stop = (): void => stopped.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const everySecond = setInterval(() => print(tally.lineOfSecond()), 1_000);
  try {
    await send(simulation, tally, stopped.signal);
  } finally {
    clearInterval(everySecond);
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
  print(tally.summary());
  return tally.unacknowledged === 0 ? 0 : 1;
}

/** Resolves when the last webhook has been answered or given up on. */
async function send(simulation: Simulation, tally: AcknowledgementTally, stopped: AbortSignal): Promise<void> {
  const pool = new Pool(simulation.url.origin, { connections: MOST_CONNECTIONS });
  const messages = simulatedMessages(simulation.seed);
  const underWay = new Set<Promise<void>>();
  const startedAt = performance.now();
  const dueAt = (sent: number): number => startedAt + (sent * 1_000) / simulation.ratePerSecond;
  let sent = 0;
  while (sent < simulation.count && !stopped.aborted) {
    for (; sent < simulation.count && dueAt(sent) <= performance.now(); sent += 1) {
      const posting = post(pool, simulation, messages.next().value, dueAt(sent), tally).finally(() => underWay.delete(posting));
      underWay.add(posting);
    }
    if (sent < simulation.count) await until(dueAt(sent), stopped);
  }
  await Promise.all(underWay);
  await pool.destroy();
}

/** The time counts from the moment at which the message was due: what waits for a connection of ours waits for the system. */
async function post(
  pool: Pool,
  { url, platform, accountId, secret }: Simulation,
  { personId, text }: SimulatedMessage,
  dueAt: number,
  tally: AcknowledgementTally,
): Promise<void> {
  const { body, headers } = signedWebhook[platform]({ accountId, personId, text }, secret);
  tally.sent();
  try {
    const response = await pool.request({
      method: 'POST',
      path: url.pathname,
      headers,
      body,
      signal: AbortSignal.timeout(ACKNOWLEDGEMENT_TIMEOUT_MS),
    });
    // an unread body would keep its connection
    await response.body.dump();
    tally.answered(String(response.statusCode), performance.now() - dueAt);
  } catch {
    tally.answered('no answer', performance.now() - dueAt);
  }
}

const until = (dueAt: number, signal: AbortSignal): Promise<void> =>
  delay(Math.max(0, dueAt - performance.now()), undefined, { signal }).catch(() => undefined);

function readSimulation(args: string[], env: NodeJS.ProcessEnv): Simulation {
  const { values } = parseArgs({
    args,
    options: {
      rate: { type: 'string', default: '20' },
      platform: { type: 'string', default: 'facebook' },
      count: { type: 'string' },
      seconds: { type: 'string' },
      account: { type: 'string' },
      seed: { type: 'string', default: '1' },
      url: { type: 'string', default: `http://127.0.0.1:${env['PORT']?.trim() || '4000'}` },
      secret: { type: 'string' },
    },
  });
  const platform = values.platform.toUpperCase() as DemoPlatform;
  if (!PLATFORMS.includes(platform)) {
    throw new UsageError(`--platform must be one of ${PLATFORMS.join(', ').toLowerCase()}, not "${values.platform}".`);
  }
  if (values.count !== undefined && values.seconds !== undefined) throw new UsageError('Give --count or --seconds, not both.');
  const accountId = values.account ?? demoChannel(demoTenants[0] as DemoTenant, platform).accountId;
  if (!ACCOUNT_ID[platform].test(accountId))
    throw new UsageError(`--account ${accountId} is no id of an account on ${platform}.`);
  const ratePerSecond = readNumber('--rate', values.rate, { least: 0.01, most: HIGHEST_RATE });
  const seconds =
    values.seconds === undefined ? Number.POSITIVE_INFINITY : readNumber('--seconds', values.seconds, { least: 0.1 });
  const count =
    values.count === undefined
      ? Math.max(1, Math.round(seconds * ratePerSecond))
      : readNumber('--count', values.count, { least: 1, whole: true });
  return {
    ratePerSecond,
    count,
    platform,
    accountId,
    seed: readNumber('--seed', values.seed, { least: 0, most: 2 ** 32 - 1, whole: true }),
    url: readTarget(values.url, platform),
    secret: values.secret || secretOf(platform, env),
  };
}

const SECRETS: Readonly<Record<DemoPlatform, { readonly variable: string; readonly of: (config: Config) => string }>> = {
  FACEBOOK: { variable: 'FACEBOOK_APP_SECRET', of: ({ facebook }) => facebook.appSecret },
  INSTAGRAM: { variable: 'INSTAGRAM_APP_SECRET', of: ({ instagram }) => instagram.appSecret },
  X: { variable: 'X_CONSUMER_SECRET', of: ({ x }) => x.consumerSecret },
  LINKEDIN: { variable: 'LINKEDIN_CLIENT_SECRET', of: ({ linkedin }) => linkedin.clientSecret },
};

/** Without the variable that of this machine's development. */
const secretOf = (platform: DemoPlatform, env: NodeJS.ProcessEnv): string =>
  env[SECRETS[platform].variable]?.trim() || SECRETS[platform].of(loadDevelopmentConfig(env));

function readNumber(option: string, text: string, range: { least: number; most?: number; whole?: boolean }): number {
  const { least, most = Number.MAX_SAFE_INTEGER, whole = false } = range;
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (number >= least && number <= most && (!whole || Number.isInteger(number))) return number;
  const upTo = range.most === undefined ? 'at least' : 'between';
  const limits = range.most === undefined ? String(least) : `${least} and ${most}`;
  throw new UsageError(`${option} must be a ${whole ? 'whole ' : ''}number ${upTo} ${limits}, not "${text}".`);
}

/** Made-up customers are for one's own machine only: elsewhere they would be written to, scored and put into a CRM. */
function readTarget(text: string, platform: DemoPlatform): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'http:') throw new UsageError(`--url must be an address such as http://127.0.0.1:4000, not "${text}".`);
  if (!LOOPBACK.has(url.hostname)) {
    throw new UsageError(
      `--url must be on this machine (127.0.0.1 or localhost), not ${url.hostname}: simulated people are not sent elsewhere.`,
    );
  }
  return new URL(`/webhooks/${platform.toLowerCase()}`, url);
}
