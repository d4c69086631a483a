import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Pool } from 'undici';
import { encodeWebhook, metaWebhook, webhookHeaders } from '../../simulators/meta/webhook-body.ts';
import { AcknowledgementTally } from '../demo/acknowledgement-tally.ts';
import { demoTenants } from '../demo/demo-tenants.ts';
import { type SimulatedMessage, simulatedMessages } from '../demo/simulated-messages.ts';
import { loadDevelopmentConfig } from '../load-development-config.ts';
import { UsageError } from '../usage-error.ts';

/** Facebook gives up on a webhook after five seconds (protocols: its webhooks page). */
const ACKNOWLEDGEMENT_TIMEOUT_MS = 5_000;
const MOST_CONNECTIONS = 128;
const HIGHEST_RATE = 5_000;
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

interface Simulation {
  readonly ratePerSecond: number;
  /** Infinity: until it is interrupted. */
  readonly count: number;
  readonly pageId: string;
  readonly seed: number;
  readonly url: URL;
  readonly appSecret: string;
}

/**
 * People write to a page, as the platform would report it: signed webhooks at an open-loop rate, that is, a slow answer delays no later
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
  { url, pageId, appSecret }: Simulation,
  { psid, text }: SimulatedMessage,
  dueAt: number,
  tally: AcknowledgementTally,
): Promise<void> {
  const message = { mid: `m_${randomBytes(48).toString('base64url')}`, text };
  const item = { sender: { id: psid }, recipient: { id: pageId }, timestamp: Date.now(), message };
  const body = encodeWebhook(metaWebhook('page', [{ accountId: pageId, item }]));
  tally.sent();
  try {
    const response = await pool.request({
      method: 'POST',
      path: url.pathname,
      headers: webhookHeaders(body, appSecret),
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
      page: { type: 'string', default: demoTenants[0]?.channels[0]?.accountId },
      seed: { type: 'string', default: '1' },
      url: { type: 'string', default: `http://127.0.0.1:${env['PORT']?.trim() || '4000'}` },
      'app-secret': { type: 'string' },
    },
  });
  if (values.platform !== 'facebook') throw new UsageError(`--platform ${values.platform} cannot be simulated: facebook can.`);
  if (values.count !== undefined && values.seconds !== undefined) throw new UsageError('Give --count or --seconds, not both.');
  if (!/^\d{1,30}$/.test(values.page ?? '')) throw new UsageError('--page must be the id of a page: digits.');
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
    pageId: values.page ?? '',
    seed: readNumber('--seed', values.seed, { least: 0, most: 2 ** 32 - 1, whole: true }),
    url: readTarget(values.url),
    appSecret: values['app-secret'] || env['FACEBOOK_APP_SECRET']?.trim() || loadDevelopmentConfig(env).facebook.appSecret,
  };
}

function readNumber(option: string, text: string, range: { least: number; most?: number; whole?: boolean }): number {
  const { least, most = Number.MAX_SAFE_INTEGER, whole = false } = range;
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (number >= least && number <= most && (!whole || Number.isInteger(number))) return number;
  const upTo = range.most === undefined ? 'at least' : 'between';
  const limits = range.most === undefined ? String(least) : `${least} and ${most}`;
  throw new UsageError(`${option} must be a ${whole ? 'whole ' : ''}number ${upTo} ${limits}, not "${text}".`);
}

/** Made-up customers are for one's own machine only: elsewhere they would be written to, scored and put into a CRM. */
function readTarget(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'http:') throw new UsageError(`--url must be an address such as http://127.0.0.1:4000, not "${text}".`);
  if (!LOOPBACK.has(url.hostname)) {
    throw new UsageError(
      `--url must be on this machine (127.0.0.1 or localhost), not ${url.hostname}: simulated people are not sent elsewhere.`,
    );
  }
  return new URL('/webhooks/facebook', url);
}
