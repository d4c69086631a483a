import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { on } from '../messaging/consumer.ts';
import { defineEvent } from '../messaging/event-contract.ts';
import { publish } from '../messaging/transaction.ts';
import { openClusterFolder } from '../persistence/embedded-postgres/cluster-folder.ts';
import { isRunning } from '../persistence/embedded-postgres/processes.ts';
import { adoptOrStartPostmaster } from '../persistence/embedded-postgres/start-postmaster.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../persistence/embedded-postgres.ts';
import { newTenantId } from '../persistence/tenant-schemas.ts';
import { createLogger } from '../telemetry/logger.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import { schemaOf, type TenantId } from '../tenancy/tenant.ts';
import { defineSubgraph } from './define-subgraph.ts';
import { Installation } from './installation.ts';
import { type RunningProcess, startProcess } from './start-process.ts';

const WAIT = { timeout: 20_000, interval: 20 };
const KEYS = ['a', 'b', 'c', 'd', 'e', 'f'];
const counted = defineEvent({ type: 'counted', version: 1, data: z.object({ key: z.string(), n: z.number() }) });
const logger = createLogger({ level: 'silent', name: 'spec' });

let dataDir: string;
let postgres: EmbeddedPostgres;
let pid: number;
let installation: Installation;
let running: RunningProcess;
let tenant: TenantId;
let loopSteps: number;

const declaration = defineSubgraph({
  name: 'fixture',
  resolvers: [],
  entities: [],
  migrations: new URL('../testing/fixtures/migrations/', import.meta.url),
  consumers: [
    {
      name: 'counter',
      handlers: [
        on(counted, async (_ctx, { data: { key, n } }, settle) => {
          await settle(async (tx) => {
            await tx.em.execute(`insert into "${schemaOf(tx.tenant)}".effect (consumer, note) values (?, ?)`, [key, String(n)]);
          });
        }),
      ],
    },
  ],
  loops: [{ name: 'fixture.loop', idleMs: 20, step: async () => ++loopSteps < 0 }],
});

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'parley-restart-'));
  chmodSync(dataDir, 0o755);
  loopSteps = 0;
  postgres = await startEmbeddedPostgres({ dataDir, logger });
  pid = postgres.pid;
  installation = await Installation.open({
    config: {
      crypto: { keys: [{ id: 'test', key: Buffer.alloc(32, 1) }] },
      internalKeys: [{ id: 'test', key: Buffer.alloc(32, 2) }],
      feed: { retentionMs: 3_600_000 },
    },
    ownerUrl: postgres.url(),
    declarations: [declaration],
    logger,
    metrics: createMetrics(),
  });
  tenant = newTenantId();
  await installation.database.schemas.create(tenant);
  await installation.database.learn(tenant);
  running = await startProcess({
    installation,
    declarations: [declaration],
    works: true,
    front: null,
    host: '127.0.0.1',
    port: 0,
  });
});
afterEach(async () => {
  await running.stop();
  await installation.close().catch(() => {});
  await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

const ask = async <T extends object>(sql: string): Promise<T[]> => {
  const client = new pg.Client({ connectionString: postgres.url() });
  await client.connect();
  return (await client.query<T>(sql).finally(() => client.end())).rows;
};

/** Tries until it is in: what failed may have been committed, and is then there twice for its readers, as it would be for anybody's. */
const count = async (key: string, n: number): Promise<void> => {
  const { eventLog, platform } = installation;
  await vi.waitFor(
    () =>
      eventLog.transaction(platform.enter(tenant, { kind: 'system', id: 'spec', scopes: new Set() }), async (tx) =>
        publish(tx, counted, { key, data: { key, n } }),
      ),
    WAIT,
  );
};

const kill = async (): Promise<void> => {
  process.kill(pid, 'SIGKILL');
  await vi.waitFor(() => expect(isRunning(pid)).toBe(false), WAIT);
};
const comeBack = async (): Promise<void> => {
  pid = (await adoptOrStartPostmaster(openClusterFolder(dataDir), { port: postgres.port }, logger)).pid;
};

it('works on by itself, each event once in effect and the feed without a gap, when the database is killed and comes back', async () => {
  const seen: string[] = [];
  const reader = installation.feed.read(tenant, [counted.type], await installation.feed.head(tenant));
  const reading = (async () => {
    for await (const event of reader) seen.push(event.id);
  })();
  for (const round of [0, 1, 2]) {
    const writing = Promise.all(
      KEYS.map(async (key) => {
        for (let n = 0; n < 25; n++) await count(key, round * 25 + n);
      }),
    );
    await vi.waitFor(async () => expect(await ask(`select from "${schemaOf(tenant)}".effect`)).not.toHaveLength(0), WAIT);
    await kill();
    await comeBack();
    await writing;
  }
  await vi.waitFor(async () => expect(await ask('select from platform.job')).toEqual([]), WAIT);
  const effects = await ask<{ consumer: string; note: string }>(
    `select consumer, note from "${schemaOf(tenant)}".effect order by n`,
  );
  const events = await ask<{ id: string; key: string; n: string }>(
    "select id, key, data->>'n' as n from platform.event order by seq",
  );
  for (const key of KEYS) {
    const expected = events.filter((event) => event.key === key).map(({ n }) => n);
    expect(effects.filter(({ consumer }) => consumer === key).map(({ note }) => note)).toEqual(expected);
    expect(new Set(expected).size).toBe(75);
  }
  await vi.waitFor(() => expect(seen.toSorted()).toEqual(events.map(({ id }) => id).toSorted()), WAIT);
  expect(await ask('select from platform.slot')).toEqual([]);
  expect(await ask('select from platform.dead_letter')).toEqual([]);
  const steps = loopSteps;
  await vi.waitFor(() => expect(loopSteps).toBeGreaterThan(steps), WAIT);
  // one connection of each kind: none was forgotten on the way
  await vi.waitFor(
    async () =>
      expect(
        await ask(
          "select application_name as name, count(*)::int as n from pg_stat_activity where application_name like 'parley:%' group by 1 order by 1",
        ),
      ).toEqual([
        { name: 'parley:leadership', n: 1 },
        { name: 'parley:wake-ups', n: 1 },
        { name: expect.stringMatching(/^parley:worker:/), n: 1 },
      ]),
    WAIT,
  );
  await reader.return?.();
  await reading;
}, 120_000);

it('forgets no connection that the server ends one by one', async () => {
  await ask("select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'parley:%'");
  await vi.waitFor(
    async () => expect(await ask("select from pg_stat_activity where application_name like 'parley:%'")).toHaveLength(3),
    WAIT,
  );
  // whoever reconnected twice has done so by then
  const steps = loopSteps;
  await vi.waitFor(() => expect(loopSteps).toBeGreaterThan(steps + 50), WAIT);
  expect(await ask("select from pg_stat_activity where application_name like 'parley:%'")).toHaveLength(3);
}, 60_000);

it('keeps no connection of a worker whose return failed at its first word', async () => {
  const { platform } = installation.database;
  const query = platform.query.bind(platform) as (...statement: unknown[]) => unknown;
  let refused = 0;
  vi.spyOn(platform, 'query').mockImplementation(((...statement: unknown[]) => {
    const isFirstWord = String(statement[0]).includes('where worker = $1 and token <> all');
    return isFirstWord && refused++ < 2 ? Promise.reject(new Error('the pool has a broken connection')) : query(...statement);
  }) as never);
  const workers = () => ask("select from pg_stat_activity where application_name like 'parley:worker:%'");
  await ask("select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'parley:worker:%'");
  await vi.waitFor(() => expect(refused).toBe(3), WAIT);
  await vi.waitFor(async () => expect(await workers()).toHaveLength(1), WAIT);
  await count('a', 0);
  await vi.waitFor(async () => expect(await ask('select from platform.job')).toEqual([]), WAIT);
  expect(await workers()).toHaveLength(1);
}, 60_000);

it('stops at once although the database is away', async () => {
  await kill();
  const beganAt = performance.now();
  await running.stop();
  await installation.close();
  expect(performance.now() - beganAt).toBeLessThan(15_000);
  await comeBack();
}, 60_000);
