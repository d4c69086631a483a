import pg from 'pg';
import type { BenchOptions, BenchResult } from './bench.ts';
import type { Load, LoadResult } from './ingest/load-generator.ts';
import type { WebhookServerOptions } from './ingest/webhook-server.ts';
import { BenchDatabase } from './support/bench-database.ts';
import { type Child, startChild } from './support/child.ts';
import { signedWebhook } from './support/facebook-webhook.ts';
import { type Latencies, latenciesOf, rounded } from './support/latencies.ts';

const ROUNDS = 4;
const CONNECTIONS = 64;
const PAGE = '1067280970047460';
/** Version, key id, nonce and tag around a sealed body. */
const SEAL_BYTES = 40;
const WANTED_SHARE = 0.3;

interface Sample {
  readonly perSecond: number;
  readonly latenciesMs: readonly number[];
  readonly cpuMsEach: number | null;
}

interface Contender {
  readonly name: string;
  readonly round: (seconds: number) => Promise<Sample>;
  readonly samples: Sample[];
}

/**
 * How fast webhooks are accepted for good (200 after the commit), beside what this machine's Node and PostgreSQL can do at most. All of
 * them take turns, so that a machine that is busy meanwhile slows all of them.
 */
export async function run({ seconds, tempDir }: BenchOptions): Promise<BenchResult> {
  const database = await BenchDatabase.start(tempDir);
  const children: Child[] = [];
  const child = (module: URL): Child => {
    const started = startChild(module);
    children.push(started);
    return started;
  };
  const readingUrl = await database.createDatabase('reading');
  const reading = new pg.Client({ connectionString: readingUrl });
  await reading.connect();
  try {
    const [bare, accepting, alsoReading, inserting, generator] = [
      child(new URL('./ingest/bare-server.ts', import.meta.url)),
      child(new URL('./ingest/webhook-server.ts', import.meta.url)),
      child(new URL('./ingest/webhook-server.ts', import.meta.url)),
      child(new URL('./ingest/insert-load.ts', import.meta.url)),
      child(new URL('./ingest/load-generator.ts', import.meta.url)),
    ];
    const start = (server: Child, url: string, works: boolean): Promise<number> =>
      server.call('start', { url, works, pageId: PAGE } satisfies WebhookServerOptions);
    const barePort = await bare.call<number>('listen');
    const acceptingPort = await start(accepting, database.url, false);
    const readingPort = await start(alsoReading, readingUrl, true);
    await database.query('create table platform.inbound_log_copy (like platform.inbound_log including all)');

    const posts = async (server: Child, port: number, forSeconds: number): Promise<Sample> => {
      const before = await server.call<number>('cpuMs');
      const load: Load = { port, pageId: PAGE, connections: CONNECTIONS, seconds: forSeconds };
      const { latenciesMs, elapsedMs, refused } = await generator.call<LoadResult>('run', load);
      if (refused > 0) throw new Error(`${refused} webhooks were refused`);
      const cpuMs = (await server.call<number>('cpuMs')) - before;
      return { perSecond: (latenciesMs.length * 1000) / elapsedMs, latenciesMs, cpuMsEach: cpuMs / latenciesMs.length };
    };
    const contenders: Contender[] = [
      { name: 'bare Node server', round: (each) => posts(bare, barePort, each), samples: [] },
      {
        name: 'Parley accepts',
        round: async (each) => {
          const sample = await posts(accepting, acceptingPort, each);
          await database.query('truncate platform.inbound_log');
          return sample;
        },
        samples: [],
      },
      {
        name: 'Parley accepts and reads',
        round: async (each) => {
          const sample = await posts(alsoReading, readingPort, each);
          await reading.query('truncate platform.inbound_log');
          await untilQuiet(reading);
          return sample;
        },
        samples: [],
      },
      {
        name: 'bare single inserts',
        round: async (each) => {
          const bodyBytes = signedWebhook({ pageId: PAGE, psid: '7', text: 'x'.repeat(150) }).body.length + SEAL_BYTES;
          const { latenciesMs, elapsedMs } = await inserting.call<LoadResult>('run', {
            url: database.url,
            bodyBytes,
            seconds: each,
          });
          await database.query('truncate platform.inbound_log_copy');
          return { perSecond: (latenciesMs.length * 1000) / elapsedMs, latenciesMs, cpuMsEach: null };
        },
        samples: [],
      },
    ];

    for (const { round } of contenders) await round(1); // warm
    for (let n = 0; n < ROUNDS; n++) {
      for (let place = 0; place < contenders.length; place++) {
        const contender = contenders[(n + place) % contenders.length];
        contender?.samples.push(await contender.round(seconds / ROUNDS));
      }
    }
    return report(contenders);
  } finally {
    await reading.end();
    await Promise.all(children.map((each) => each.stop()));
    await database.stop();
  }
}

function report(contenders: readonly Contender[]): BenchResult {
  const [bare, accepts, reads, inserts] = contenders.map(({ name, samples }) => ({
    name,
    perSecond: median(samples.map(({ perSecond }) => perSecond)),
    latencies: latenciesOf(samples.flatMap(({ latenciesMs }) => latenciesMs)),
    cpuMsEach: samples.some(({ cpuMsEach }) => cpuMsEach === null)
      ? null
      : median(samples.map(({ cpuMsEach }) => cpuMsEach ?? 0)),
    rounds: samples.map(({ perSecond }) => perSecond),
  }));
  if (!bare || !accepts || !reads || !inserts) throw new Error('a contender is missing');
  const share = median(accepts.rounds.map((perSecond, round) => perSecond / (bare.rounds[round] ?? Number.NaN)));
  return {
    name: 'ingest',
    headers: ['', 'per second', 'of bare', 'p50 ms', 'p95 ms', 'p99 ms', 'CPU ms each'],
    rows: [bare, accepts, reads, inserts].map(({ name, perSecond, latencies, cpuMsEach }) => [
      name,
      Math.round(perSecond),
      `${Math.round((perSecond / bare.perSecond) * 100)} %`,
      ...percentiles(latencies),
      cpuMsEach === null ? '' : rounded(cpuMsEach, 3),
    ]),
    json: { connections: CONNECTIONS, share, bare, accepts, reads, inserts },
    targets: [
      {
        name: 'webhooks accepted durably, of the bare server',
        wanted: `>= ${WANTED_SHARE * 100} %`,
        measured: `${Math.round(share * 100)} %`,
        met: share >= WANTED_SHARE,
      },
    ],
  };
}

const percentiles = ({ p50, p95, p99 }: Latencies): number[] => [rounded(p50), rounded(p95), rounded(p99)];

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
}

/** What a round left behind must not be paid for by the next one. */
async function untilQuiet(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ busy: boolean }>(
      'select exists (select from platform.inbound_log) or exists (select from platform.event where position is null) as busy',
    );
    if (!rows[0]?.busy) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
