import type { BenchOptions, BenchResult } from './bench.ts';
import { BenchDatabase } from './support/bench-database.ts';
import { startChild } from './support/child.ts';
import { latenciesOf, rounded } from './support/latencies.ts';
import type { VectorLoad, VectorSample } from './vectors/vector-process.ts';

const DIMENSIONS = [384, 1_536];
const PASSAGES = [1_000, 10_000, 50_000];
/** Questions are given 500 ms for their vectors (`passage-search.ts`); comparing must leave most of it to whoever makes the vector. */
const WANTED_P95_MS = 150;

/** What an exact search over one tenant's passages costs, kept in a thread's memory: `--passages 1000,5000`, `--dimensions 384`. */
export async function run({ seconds, tempDir, flags }: BenchOptions): Promise<BenchResult> {
  const dimensions = numbers(flags.get('dimensions')) ?? DIMENSIONS;
  const sizes = numbers(flags.get('passages')) ?? PASSAGES;
  const database = await BenchDatabase.start(tempDir);
  const measured: { passages: number; dimension: number; sample: VectorSample }[] = [];
  try {
    for (const dimension of dimensions) {
      for (const passages of sizes) {
        const databaseUrl = await database.createDatabase(`vectors_${dimension}_${passages}`);
        // a process for each: what the one before it held in memory says nothing about this one
        const child = startChild(new URL('./vectors/vector-process.ts', import.meta.url));
        const load = { databaseUrl, passages, dimension, seconds } satisfies VectorLoad;
        const sample = await child.call<VectorSample>('measure', load).finally(() => child.stop());
        await database.query(`drop database "vectors_${dimension}_${passages}" with (force)`);
        measured.push({ passages, dimension, sample });
      }
    }
  } finally {
    await database.stop();
  }
  return {
    name: 'vectors',
    headers: ['dimension', 'passages', 'load ms', 'MB', 'query p50 ms', 'p95', 'max', 'fresh ms', 'stall ms', 'fill ms'],
    rows: measured.map(({ passages, dimension, sample }) => {
      const { p50, p95, max } = latenciesOf(sample.queriesMs);
      const { loadMs, memoryMb, freshMs, stallMs, fillMs } = sample;
      return [dimension, passages, ...[loadMs, memoryMb, p50, p95, max, freshMs, stallMs, fillMs].map((value) => rounded(value))];
    }),
    json: measured.map(({ sample: { queriesMs, ...sample }, ...of }) => ({ ...of, ...sample, query: latenciesOf(queriesMs) })),
    targets: measured
      .filter(({ passages }) => passages === 50_000)
      .map(({ dimension, sample }) => {
        const { p95 } = latenciesOf(sample.queriesMs);
        const name = `a question over 50,000 passages of dimension ${dimension}, p95`;
        return { name, wanted: `<= ${WANTED_P95_MS} ms`, measured: `${rounded(p95)} ms`, met: p95 <= WANTED_P95_MS };
      }),
  };
}

const numbers = (list: string | undefined): number[] | null => list?.split(',').map(Number) ?? null;
