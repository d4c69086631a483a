import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TransientError } from '#kernel/errors/delivery-error.ts';
import { makeTestTenant, type TestTenant } from '#kernel/testing/test-tenant.ts';
import { type Simulators, startSimulators } from '../../../../simulators/start-simulators.ts';
import { callSimulator } from '../../../../simulators/testing/call-simulator.ts';
import { ai } from '../../subgraph.ts';
import { openVectorSpace, vectorSpaceNow } from '../../testing/open-vector-space.ts';
import { itemAt, near, vectorIndexContract } from '../vector-index.contract.ts';
import type { VectorSpace } from '../vector-index.ts';
import { pineconeVectorIndex } from './pinecone-vector-index.ts';

const KEY = 'pcsk_sim_spec';
const going = (): AbortSignal => new AbortController().signal;

let simulators: Simulators;
let tenant: TestTenant;
let url: string;
beforeAll(async () => {
  simulators = await startSimulators({ port: 0 });
  url = `http://127.0.0.1:${simulators.port}/pinecone`;
  tenant = await makeTestTenant([ai()]);
});
afterAll(async () => {
  await tenant.close();
  await simulators.close();
});

const control = async (address: string, json: unknown, method = 'PUT') => {
  const { status, body } = await callSimulator(`${url}/${address}`, { method, ...(json === undefined ? {} : { json }) });
  expect(status).toBe(200);
  return body;
};
const openIndex = (timeoutMs = 2_000) => pineconeVectorIndex({ apiKey: KEY, controllerUrl: url, timeoutMs });
const open = (dimension: number, isolation: 'NAMESPACE' | 'INDEX' = 'NAMESPACE') =>
  openVectorSpace(tenant.ctx(), { store: 'pinecone', dimension, isolation });

describe.each([
  { isolation: 'NAMESPACE' as const, lagMs: 0 },
  { isolation: 'INDEX' as const, lagMs: 0 },
  { isolation: 'NAMESPACE' as const, lagMs: 120 },
])('with $isolation, seen after $lagMs ms', ({ isolation, lagMs }) => {
  vectorIndexContract(async () => {
    const own = await makeTestTenant([ai()]);
    await control('_faults', undefined, 'DELETE');
    await control('_settings', { lagMs, maxIndexes: 100, revokedKeys: [], requestsPerSecond: 1_000 });
    return {
      index: openIndex(),
      ctx: () => own.ctx(),
      other: () => own.other(),
      space: (ctx, dimension) => openVectorSpace(ctx, { store: 'pinecone', dimension, isolation }),
      now: vectorSpaceNow,
      close: () => own.close(),
    };
  });
});

describe('where things stand', () => {
  beforeEach(async () => {
    await control('_settings', { lagMs: 0, maxIndexes: 100, requestsPerSecond: 1_000 });
    await control('_indexes', undefined, 'DELETE');
    await control('_journal', undefined, 'DELETE');
  });

  it('tenants share an index by dimension, each in a namespace of its own, and no call leaves the namespace out', async () => {
    const index = openIndex();
    const space = { ...(await open(8)), suffix: '' };
    for (const ctx of [tenant.ctx(), tenant.other()]) {
      await index.upsert(ctx, space, [itemAt(8, 0)], going());
      await index.query(ctx, space, near(8, 0), 3, going());
      await index.read(ctx, space, [itemAt(8, 0).passageId], going());
      await index.deletePassages(ctx, space, [itemAt(8, 0).passageId], going());
    }
    const [shared, ...others] = await control('_indexes', undefined, 'GET');
    expect(others).toEqual([]);
    expect(shared).toMatchObject({ name: 'prod-shared-8', dimension: 8, metric: 'cosine' });
    expect(Object.keys(shared.namespaces).toSorted()).toEqual([tenant.tenant, tenant.other().tenant].toSorted());
    const journal: { path: string; query: Record<string, string>; request: { namespace?: string } | null }[] = await control(
      '_journal',
      undefined,
      'GET',
    );
    const calls = journal.filter(({ path }) => path.startsWith('/hosts/') && !path.endsWith('/describe_index_stats'));
    expect(calls).toHaveLength(8);
    for (const { query, request } of calls)
      expect([tenant.tenant, tenant.other().tenant]).toContain(request?.namespace ?? query['namespace']);
  });

  it('an index of the tenant’s own is called by its id, is made when it is missing, and goes when the space is erased', async () => {
    const index = openIndex();
    const space = { ...(await open(16, 'INDEX')), suffix: '' };
    await control('_settings', { readyAfterMs: 200 });
    await index.upsert(tenant.ctx(), space, [itemAt(16, 0)], going());
    await control('_settings', { readyAfterMs: 0 });
    expect(await control('_indexes', undefined, 'GET')).toMatchObject([{ name: `prod-${tenant.tenant}`, dimension: 16 }]);
    await index.erase(tenant.ctx(), space, going());
    expect(await control('_indexes', undefined, 'GET')).toEqual([]);
    expect(await index.query(tenant.ctx(), space, near(16, 0), 3, going())).toEqual([]);
  });

  it('two who make the index at once are both content', async () => {
    const space = await open(32);
    const write = () => openIndex().upsert(tenant.ctx(), space, [itemAt(32, 0)], going());
    await Promise.all([write(), write(), write()]);
    expect(await control('_indexes', undefined, 'GET')).toHaveLength(1);
  });

  it('an index of that name with another dimension is refused in words', async () => {
    const own = await open(16, 'INDEX');
    await openIndex().upsert(tenant.ctx(), own, [itemAt(16, 0)], going());
    await expect(openIndex().query(tenant.ctx(), { ...own, dimension: 8 }, near(8, 0), 3, going())).rejects.toThrow(
      'has dimension 16 and not 8',
    );
  });

  it('a project that is full says so', async () => {
    await control('_settings', { maxIndexes: 0 });
    await expect(openIndex().upsert(tenant.ctx(), await open(64), [itemAt(64, 0)], going())).rejects.toMatchObject({
      name: 'PineconeFailure',
      status: 403,
      message: expect.stringContaining('project is full'),
    });
  });
});

describe('when Pinecone is not well', () => {
  let space: VectorSpace;
  let index: ReturnType<typeof openIndex>;
  beforeEach(async () => {
    await control('_settings', { lagMs: 0, maxIndexes: 100, requestsPerSecond: 1_000, revokedKeys: [] });
    await control('_faults', undefined, 'DELETE');
    index = openIndex(250);
    space ??= await open(8);
    await index.upsert(tenant.ctx(), space, [itemAt(8, 0)], going());
    await control('_journal', undefined, 'DELETE');
  });
  const query = (signal = going()) => index.query(tenant.ctx(), space, near(8, 0), 3, signal);
  const asked = async () => (await control('_journal', undefined, 'GET')).length;

  it.each([
    ['answers nothing', { hang: true }],
    ['closes the connection', { drop: true }],
    ['breaks off in the middle of the body', { cut: true }],
    ['answers with a page', { status: 200, body: '<html>maintenance</html>' }],
    ['answers with something else', { status: 200, body: { matches: [{ id: 7 }] } }],
    ['has a fault', { status: 500, body: { code: 13, message: 'internal', details: [] } }],
    ['is overloaded', { status: 503, body: 'unavailable' }],
  ])('one that %s may be asked again, and was asked once', async (_, fault) => {
    await control('_faults', { match: { path: '/query' }, ...fault });
    await expect(query()).rejects.toBeInstanceOf(TransientError);
    expect(await asked()).toBe(1);
    await control('_faults', undefined, 'DELETE');
    expect(await query()).not.toEqual([]);
  });

  it('how long to wait is heard where it is said', async () => {
    const body = { code: 8, message: 'Request rate limit exceeded', details: [] };
    await control('_faults', { match: { path: '/query' }, status: 429, body, headers: { 'retry-after': '7' }, times: 1 });
    await expect(query()).rejects.toMatchObject({ name: 'TransientError', retryAfterMs: 7_000 });
    await control('_faults', { match: { path: '/query' }, status: 429, body, times: 1 });
    await expect(query()).rejects.toMatchObject({ name: 'TransientError', retryAfterMs: undefined });
  });

  it('a namespace that is asked too often is told to wait', async () => {
    await control('_settings', { requestsPerSecond: 1 });
    const outcomes = await Promise.allSettled([query(), query(), query()]);
    expect(outcomes.filter(({ status }) => status === 'rejected').length).toBeGreaterThanOrEqual(2);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ name: 'TransientError', retryAfterMs: 1_000 });
  });

  it('a key that is refused is no case for another try', async () => {
    await control('_settings', { revokedKeys: [KEY] });
    await expect(query()).rejects.toMatchObject({
      name: 'PineconeFailure',
      status: 401,
      message: expect.stringContaining('PINECONE_API_KEY'),
    });
    await control('_settings', { revokedKeys: [] });
    await control('_faults', {
      match: { path: '/query' },
      status: 403,
      body: { error: { code: 'FORBIDDEN', message: 'no' }, status: 403 },
    });
    await expect(query()).rejects.toMatchObject({ name: 'PineconeFailure', status: 403 });
  });

  it('a slow answer is waited for, and a caller who goes is not kept', async () => {
    await control('_faults', { match: { path: '/query' }, delayMs: 100 });
    expect(await query()).not.toEqual([]);
    const caller = new AbortController();
    await control('_faults', { match: { path: '/query' }, hang: true });
    const gone = query(caller.signal);
    caller.abort(new Error('gone'));
    await expect(gone).rejects.toThrow('gone');
  });

  it('no error holds the key', async () => {
    await control('_faults', { match: { path: '/query' }, status: 500, body: { code: 13, message: KEY, details: [] } });
    const error = await query().catch((reason: unknown) => reason);
    expect(String((error as Error).stack)).not.toContain(KEY);
  });
});
