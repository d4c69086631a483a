import 'reflect-metadata';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { newId } from '#kernel/persistence/new-id.ts';
import { newTenantId } from '#kernel/persistence/tenant-schemas.ts';
import { Installation } from '#kernel/runtime/installation.ts';
import { createLogger } from '#kernel/telemetry/logger.ts';
import { createMetrics } from '#kernel/telemetry/metrics.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { postgresVectorIndex } from '../../subgraphs/ai/connectors/postgres-vectors/postgres-vector-index.ts';
import type { VectorSpace } from '../../subgraphs/ai/connectors/vector-index.ts';
import { ai } from '../../subgraphs/ai/subgraph.ts';
import { openVectorSpace, vectorSpaceNow } from '../../subgraphs/ai/testing/open-vector-space.ts';
import { offer } from '../support/child.ts';

export interface VectorLoad {
  readonly databaseUrl: string;
  readonly passages: number;
  readonly dimension: number;
  readonly seconds: number;
}

export interface VectorSample {
  readonly fillMs: number;
  readonly loadMs: number;
  readonly queriesMs: readonly number[];
  /** From the writing of one more passage to the answer that has it. */
  readonly freshMs: number;
  readonly memoryMb: number;
  /** How long this process did not answer anybody while questions were asked. */
  readonly stallMs: number;
}

const KEY = Buffer.alloc(32, 1);
const BATCH = 2_000;
const LIMIT = 10;
const going = (): AbortSignal => new AbortController().signal;

offer({ measure });

/** One tenant with so many passages, asked one question after the other. */
async function measure({ databaseUrl, passages, dimension, seconds }: VectorLoad): Promise<VectorSample> {
  const installation = await Installation.open({
    config: {
      crypto: { keys: [{ id: 'bench', key: KEY }] },
      internalKeys: [{ id: 'bench', key: KEY }],
      feed: { retentionMs: 3_600_000 },
    },
    ownerUrl: databaseUrl,
    declarations: [ai()],
    logger: createLogger({ level: 'warn', name: 'bench' }),
    metrics: createMetrics(),
  });
  const tenant = newTenantId();
  await installation.database.schemas.create(tenant);
  await installation.platform.learn(tenant);
  const ctx = installation.platform.enter(tenant, { kind: 'system', id: 'bench', scopes: new Set() });
  const space = await openVectorSpace(ctx, { store: 'postgres', dimension });
  const fillMs = await timed(() => fill(ctx, space, passages));

  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const index = postgresVectorIndex();
  const filled = await vectorSpaceNow(ctx, space);
  const ask = async (of: VectorSpace, question: Float32Array) => index.query(ctx, of, question, LIMIT, going());
  const loadMs = await timed(() => ask(filled, randomVector(dimension)));
  globalThis.gc?.();
  const memoryMb = (process.memoryUsage().rss - before) / 1024 ** 2;

  const stalls = monitorEventLoopDelay({ resolution: 5 });
  stalls.enable();
  const queriesMs: number[] = [];
  const until = performance.now() + seconds * 1_000;
  do queriesMs.push(await timed(() => ask(filled, randomVector(dimension))));
  while (performance.now() < until);
  stalls.disable();

  const added = { passageId: newId(), documentId: newId(), vector: randomVector(dimension) };
  const freshMs = await timed(async () => {
    await index.upsert(ctx, space, [added], going());
    const [best] = await ask(await vectorSpaceNow(ctx, space), added.vector);
    if (best?.passageId !== added.passageId) throw new Error('the new passage was not the nearest to itself');
  });
  await installation.close();
  return { fillMs, loadMs, queriesMs, freshMs, memoryMb, stallMs: stalls.percentile(99) / 1e6 };
}

async function fill(ctx: Ctx, space: VectorSpace, passages: number): Promise<void> {
  const index = postgresVectorIndex();
  for (let done = 0; done < passages; done += BATCH) {
    const items = Array.from({ length: Math.min(BATCH, passages - done) }, () => ({
      passageId: newId(),
      documentId: newId(),
      vector: randomVector(space.dimension),
    }));
    await index.upsert(ctx, space, items, going());
  }
}

function randomVector(dimension: number): Float32Array {
  const vector = new Float32Array(dimension);
  for (let at = 0; at < dimension; at++) vector[at] = Math.random() - 0.5;
  return vector;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
