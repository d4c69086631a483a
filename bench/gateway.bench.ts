import { isDeepStrictEqual } from 'node:util';
import autocannon from 'autocannon';
import type { BenchOptions, BenchResult } from './bench.ts';
import { type Child, startChild } from './support/child.ts';

const rounds = 5;
const connections = 16;
const wantedRatio = 3;
const query = `query Page($after: String) {
  leads(first: 10, after: $after) {
    nodes { id name points tier conversationOfLead { id unread lastMessage } links { id url externalId } }
    pageInfo { hasNextPage endCursor }
  }
}`;

interface Server {
  readonly name: string;
  readonly child: Child;
  readonly url: string;
}

interface Round {
  readonly requests: number;
  readonly cpuMs: number;
  readonly requestsPerSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/**
 * A page of ten leads, with what two other subgraphs know of each of them. CPU is the gateway process's own, subgraphs included; the
 * gateways take turns, so that whatever else the machine does meets both.
 */
export async function run({ seconds }: BenchOptions): Promise<BenchResult> {
  const stockChild = startChild(new URL('./gateway/stock-server.ts', import.meta.url));
  const parleyChild = startChild(new URL('./gateway/parley-server.ts', import.meta.url));
  try {
    const stock: Server = {
      name: '@apollo/gateway, local data sources',
      child: stockChild,
      url: await stockChild.call('listen'),
    };
    const parley: Server = {
      name: 'Parley, tokens and scopes checked',
      child: parleyChild,
      url: await parleyChild.call('listen'),
    };
    const token = await parleyChild.call<string>('token');
    await sameAnswers(stock, parley, token);
    const measured = new Map<Server, Round[]>([stock, parley].map((server) => [server, []]));
    for (const server of measured.keys()) await load(server, token, 2);
    for (let round = 0; round < rounds; round++) {
      for (const [server, results] of measured) results.push(await load(server, token, Math.max(1, seconds / rounds)));
    }
    return result(measured, stock, parley);
  } finally {
    await Promise.all([stockChild.stop(), parleyChild.stop()]);
  }
}

const headersWith = (token: string) => ({ 'content-type': 'application/json', authorization: `Bearer ${token}` });
const bodyAfter = (after: string | null): string => JSON.stringify({ query, variables: { after } });

/** Speed counts for nothing when the answer differs. */
async function sameAnswers(stock: Server, parley: Server, token: string): Promise<void> {
  const ask = async ({ url }: Server): Promise<unknown> =>
    (await fetch(url, { method: 'POST', headers: headersWith(token), body: bodyAfter(null) })).json();
  const [theirs, ours] = [await ask(stock), await ask(parley)];
  if (!isDeepStrictEqual(theirs, ours))
    throw new Error(`the gateways differ: ${JSON.stringify(theirs)} and ${JSON.stringify(ours)}`);
}

async function load({ child, url }: Server, token: string, duration: number): Promise<Round> {
  const headers = headersWith(token);
  const before = await child.call<number>('cpuMs');
  const requests = Array.from({ length: 50 }, (_, n) => ({ method: 'POST' as const, headers, body: bodyAfter(`cursor ${n}`) }));
  const report = await autocannon({ url, connections, duration, requests });
  const used = (await child.call<number>('cpuMs')) - before;
  if (report.non2xx > 0 || report.errors > 0) throw new Error(`${url}: ${report.non2xx} refused, ${report.errors} failed`);
  const { requests: answered, latency } = report;
  return { requests: answered.total, cpuMs: used, requestsPerSecond: answered.average, p50: latency.p50, p99: latency.p99 };
}

function result(measured: ReadonlyMap<Server, readonly Round[]>, stock: Server, parley: Server): BenchResult {
  const cpuOf = (server: Server): readonly number[] =>
    (measured.get(server) ?? []).map(({ cpuMs, requests }) => cpuMs / requests);
  // the least disturbed round: what else runs on the machine only ever adds
  const leastCpu = (server: Server): number => Math.min(...cpuOf(server));
  const ratio = leastCpu(stock) / leastCpu(parley);
  return {
    name: 'gateway',
    headers: ['gateway', 'requests/s', 'p50 ms', 'p99 ms', 'CPU ms/request', 'CPU, stock ÷ this'],
    rows: [...measured].map(([server, results]) => [
      server.name,
      Math.round(median(results.map(({ requestsPerSecond }) => requestsPerSecond))),
      median(results.map(({ p50 }) => p50)),
      median(results.map(({ p99 }) => p99)),
      Number(leastCpu(server).toFixed(3)),
      Number((leastCpu(stock) / leastCpu(server)).toFixed(2)),
    ]),
    json: {
      query,
      connections,
      rounds: [...measured].map(([{ name }, results]) => ({ gateway: name, results })),
      cpuRatio: ratio,
    },
    targets: [
      {
        name: 'gateway CPU a request',
        wanted: `stock needs ${wantedRatio} times ours or more`,
        measured: `${ratio.toFixed(2)} times`,
        met: ratio >= wantedRatio,
      },
    ],
  };
}

const median = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
