import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { isDeepStrictEqual } from 'node:util';
import autocannon from 'autocannon';
import { type BenchResult, round } from './bench.ts';

const engines = { stock: '@apollo/gateway, LocalGraphQLDataSource', parley: 'Parley, with tokens and scopes' } as const;
type Engine = keyof typeof engines;

const rounds = 5;
const seconds = 4;
const connections = 16;
const query = `query Page($after: String) {
  leads(first: 10, after: $after) {
    nodes { id name points tier conversationOfLead { id unread lastMessage } links { id url externalId } }
    pageInfo { hasNextPage endCursor }
  }
}`;

interface Round {
  readonly requests: number;
  readonly cpuMs: number;
  readonly requestsPerSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/**
 * A page of ten leads, with what two other subgraphs know of each, over the same resolvers in memory. CPU is the gateway process's own,
 * subgraphs included; the engines take turns, so that whatever else the machine does meets both.
 */
export async function run(): Promise<BenchResult> {
  const servers = { stock: await start('stock'), parley: await start('parley') };
  try {
    await sameAnswers(servers);
    for (const engine of Object.keys(servers) as Engine[]) await load(servers[engine], 2);
    const measured: Record<Engine, Round[]> = { stock: [], parley: [] };
    for (let n = 0; n < rounds; n++) {
      for (const engine of Object.keys(servers) as Engine[]) measured[engine].push(await load(servers[engine], seconds));
    }
    return result(measured);
  } finally {
    for (const { child } of Object.values(servers)) child.kill();
  }
}

interface Running {
  readonly child: ChildProcess;
  readonly url: string;
}

async function start(engine: Engine): Promise<Running> {
  const child = fork(new URL('./gateway-server.ts', import.meta.url), [engine], {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return { child, url: `http://127.0.0.1:${port}/${engine === 'stock' ? '' : 'graphql'}` };
}

const headers = { 'content-type': 'application/json', authorization: 'Bearer bench' };
const bodyAfter = (after: string | null): string => JSON.stringify({ query, variables: { after } });

/** Speed counts for nothing when the answer differs. */
async function sameAnswers(servers: Record<Engine, Running>): Promise<void> {
  const ask = async ({ url }: Running): Promise<unknown> =>
    (await fetch(url, { method: 'POST', headers, body: bodyAfter(null) })).json();
  const [theirs, ours] = [await ask(servers.stock), await ask(servers.parley)];
  if (!isDeepStrictEqual(theirs, ours)) {
    throw new Error(`The gateways do not answer the same: ${JSON.stringify(theirs)} and ${JSON.stringify(ours)}`);
  }
}

async function cpuMs({ child }: Running): Promise<number> {
  child.send('usage');
  const [{ cpu }] = (await once(child, 'message')) as [{ cpu: NodeJS.CpuUsage }];
  return (cpu.user + cpu.system) / 1000;
}

async function load(server: Running, duration: number): Promise<Round> {
  const before = await cpuMs(server);
  const requests = Array.from({ length: 50 }, (_, n) => ({ method: 'POST' as const, headers, body: bodyAfter(`cursor ${n}`) }));
  const report = await autocannon({ url: server.url, connections, duration, requests });
  const used = (await cpuMs(server)) - before;
  if (report.non2xx > 0 || report.errors > 0)
    throw new Error(`${report.non2xx} refusals and ${report.errors} errors at ${server.url}`);
  return {
    requests: report.requests.total,
    cpuMs: used,
    requestsPerSecond: report.requests.average,
    p50: report.latency.p50,
    p99: report.latency.p99,
  };
}

function result(measured: Record<Engine, Round[]>): BenchResult {
  // the least disturbed round: what else runs on the machine only ever adds
  const cpuOf = (engine: Engine): number => Math.min(...measured[engine].map(({ cpuMs: used, requests }) => used / requests));
  const median = (engine: Engine, value: (one: Round) => number): number =>
    measured[engine].map(value).sort((left, right) => left - right)[Math.floor(rounds / 2)] ?? 0;
  const ratio = cpuOf('stock') / cpuOf('parley');
  return {
    name: 'gateway',
    headers: ['gateway', 'requests/s', 'p50 ms', 'p99 ms', 'CPU ms/request', 'less CPU'],
    rows: (Object.keys(engines) as Engine[]).map((engine) => [
      engines[engine],
      Math.round(median(engine, ({ requestsPerSecond }) => requestsPerSecond)),
      median(engine, ({ p50 }) => p50),
      median(engine, ({ p99 }) => p99),
      round(cpuOf(engine)),
      `${round(cpuOf('stock') / cpuOf(engine))} ×`,
    ]),
    json: { query, connections, seconds, rounds: measured, cpuRatio: ratio, target: 3, reached: ratio >= 3 },
  };
}
