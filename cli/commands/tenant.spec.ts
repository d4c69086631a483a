import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { publish } from '#kernel/messaging/transaction.ts';
import { newId } from '#kernel/persistence/new-id.ts';
import type { Installation } from '#kernel/runtime/installation.ts';
import { createLogger } from '#kernel/telemetry/logger.ts';
import { type TenantId, tenantId } from '#kernel/tenancy/tenant.ts';
import { createTestDatabase, type TestDatabase } from '#kernel/testing/test-database.ts';
import { knowledgeChanged } from '#schema/events/knowledge-changed.v1.ts';
import { type Simulators, startSimulators } from '../../simulators/start-simulators.ts';
import { callSimulator } from '../../simulators/testing/call-simulator.ts';
import { chooseVectors } from '../../subgraphs/ai/connectors/choose-vectors.ts';
import { addKnowledgeDocument } from '../../subgraphs/ai/knowledge/add-knowledge-document.ts';
import { tendVectors } from '../../subgraphs/ai/vectors/tend-vectors.ts';
import { inboundLogAt } from '../../subgraphs/conversations/inbound/inbound-appender.ts';
import { loadDevelopmentConfig } from '../load-development-config.ts';
import { openInstallation } from '../start-system.ts';
import { tenant } from './tenant.ts';

let dataDir: string;
let database: TestDatabase;
let simulators: Simulators;
let pinecone: string;
let env: NodeJS.ProcessEnv;
let opened: { installation: Installation; close(): Promise<void> };
let owner: pg.Client;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'parley-tenant-'));
  database = await createTestDatabase();
  simulators = await startSimulators({ port: 0 });
  pinecone = `http://127.0.0.1:${simulators.port}/pinecone`;
  env = {
    DATA_DIR: dataDir,
    DATABASE_URL: database.ownerUrl,
    // the service's logins belong to the whole server of a test run
    INTERNAL_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
    PINECONE_API_KEY: 'pcsk_sim_spec',
    PINECONE_CONTROLLER_HOST: pinecone,
    SIMULATORS_PORT: String(simulators.port),
    LOG_LEVEL: 'silent',
  };
  opened = await openInstallation(loadDevelopmentConfig(env), createLogger({ level: 'silent', name: 'spec' }));
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await opened.close();
  await simulators.close();
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

const run = async (...args: string[]): Promise<string> => {
  const lines: string[] = [];
  const written = vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  try {
    await tenant(args, env);
  } finally {
    written.mockRestore();
  }
  return lines.join('');
};

/** With something in every place where a tenant leaves something. */
async function makeTenant(slug: string): Promise<TenantId> {
  const id = tenantId((await run('create', '--slug', slug, '--name', slug, '--owner-email', `ada@${slug}.example`)).trim());
  const { installation } = opened;
  const { platform } = installation;
  await platform.learn(id);
  const ctx = platform.enter(id, { kind: 'system', id: 'spec', scopes: new Set() });
  await platform.transaction(ctx, async (tx) => {
    const { id: documentId } = await addKnowledgeDocument(tx, { title: 'Delivery', text: 'Two days.' });
    publish(tx, knowledgeChanged, { key: documentId, data: { documentId, contentVersion: 1 } });
  });
  await ctx.vault.seal(newId(), { table: 'contact', column: 'name', rowId: newId() }, 'Ana');
  await tendVectors(ctx, chooseVectors(loadDevelopmentConfig(env)), new AbortController().signal);
  const account = `account-of-${slug}`;
  await platform.platform.query(
    "insert into platform.channel_account (platform, account_id, tenant, channel_id, connected) values ('FACEBOOK', $1, $2, $3, true)",
    [account, id, newId()],
  );
  const inbound = newId();
  const body = platform.seal.seal(inboundLogAt(inbound), Buffer.from(JSON.stringify({ entry: [{ id: account }] })));
  await platform.platform.query(
    "insert into platform.inbound_log (id, platform, body, received_at) values ($1, 'FACEBOOK', $2, now())",
    [inbound, body],
  );
  await platform.platform.query(
    "insert into platform.dead_letter (id, tenant, consumer, topic, reason, error, attempts) values ($1, $2, 'c', 't', 'BUG', 'e', 1)",
    [newId(), id],
  );
  // the feed numbers its events by and by
  await expect.poll(() => traces(id), { timeout: 5_000 }).toContain('feed_head');
  return id;
}

/** Every table of the schema platform whose rows say its id anywhere, and what the server knows under its name. */
async function traces(id: TenantId): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>("select tablename as name from pg_tables where schemaname = 'platform'");
  const found: string[] = [];
  for (const { name } of rows) {
    const { rowCount } = await owner.query(`select from platform."${name}" t where t::text like $1`, [`%${id}%`]);
    if (rowCount) found.push(name);
  }
  const { rows: known } = await owner.query<{ name: string }>(
    'select nspname as name from pg_namespace where nspname like $1 union all select rolname from pg_roles where rolname like $1',
    [`%${id}%`],
  );
  return [...found, ...known.map(({ name }) => name)].toSorted();
}

const inPinecone = async (): Promise<string[]> =>
  (await callSimulator(`${pinecone}/_indexes`)).body.flatMap(({ namespaces }: { namespaces: object }) => Object.keys(namespaces));

it('erasing a tenant leaves nothing of it in any table, nor in Pinecone, and the one beside it whole', async () => {
  const [gone, kept] = [await makeTenant('gone'), await makeTenant('kept')];
  const expected = ['channel_account', 'dead_letter', 'event', 'feed_head', 'job', 'slot', 'tenant', 'tenant_key'];
  const ofKept = await traces(kept);
  expect(await traces(gone)).toEqual(
    [...expected, 't_', 'tenant_'].map((name) => (name.endsWith('_') ? `${name}${gone}` : name)).toSorted(),
  );
  expect((await inPinecone()).toSorted()).toEqual([gone, kept].toSorted());

  expect(await run('erase', 'gone', '--confirm', 'gone')).toBe('gone is erased\n');
  expect(await traces(gone)).toEqual([]);
  expect(await inPinecone()).toEqual([kept]);
  expect(await traces(kept)).toEqual(ofKept);
  const { rows } = await owner.query('select id from platform.inbound_log');
  expect(rows).toHaveLength(1);
  expect(await run('list')).not.toContain(gone);
});

it('without the slug said twice, or of a slug that nobody has, nothing happens', async () => {
  const id = await makeTenant('careful');
  const before = await traces(id);
  await expect(run('erase', 'careful')).rejects.toMatchObject({
    name: 'UsageError',
    message: expect.stringContaining('--confirm careful'),
  });
  await expect(run('erase', 'careful', '--confirm', 'carefull')).rejects.toMatchObject({ name: 'UsageError' });
  await expect(run('erase', 'nobody', '--confirm', 'nobody')).rejects.toThrow('There is no tenant nobody');
  expect(await traces(id)).toEqual(before);
});

it('an erasure stops before anything is dropped while Pinecone cannot be reached, says so, and ends when it is repeated', async () => {
  const id = await makeTenant('later');
  const before = await traces(id);
  const fault = { match: { path: '/namespaces/' }, status: 503, body: 'unavailable' };
  await callSimulator(`${pinecone}/_faults`, { method: 'PUT', json: fault });
  await expect(run('erase', 'later', '--confirm', 'later')).rejects.toMatchObject({
    name: 'UsageError',
    message: expect.stringMatching(/later is suspended and not erased.*pinecone could not be erased.*Repeat/s),
  });
  expect(await traces(id)).toEqual(before);
  await callSimulator(`${pinecone}/_faults`, { method: 'DELETE' });
  await run('erase', 'later', '--confirm', 'later');
  expect(await traces(id)).toEqual([]);
});
