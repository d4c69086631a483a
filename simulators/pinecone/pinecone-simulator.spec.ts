import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Simulators, startSimulators } from '../start-simulators.ts';
import { callSimulator, type Reply } from '../testing/call-simulator.ts';

let simulators: Simulators;
let pinecone: string;
let host: string;

beforeAll(async () => {
  simulators = await startSimulators({ port: 0, seed: 1 });
  pinecone = `http://127.0.0.1:${simulators.port}/pinecone`;
});
afterAll(() => simulators.close());
beforeEach(async () => {
  await callSimulator(`${pinecone}/_indexes`, { method: 'DELETE' });
  await settings({ lagMs: 0, maxIndexes: 20, maxNamespaces: 100, requestsPerSecond: 100 });
  host = (await create('first')).body.host;
});

const headers = { 'api-key': 'pcsk_sim_spec', 'x-pinecone-api-version': '2026-07' };
const settings = (json: unknown) => callSimulator(`${pinecone}/_settings`, { method: 'PUT', json });
const createBody = (name: string) => ({
  name,
  deployment: { deployment_type: 'managed', cloud: 'aws', region: 'us-east-1' },
  schema: { fields: { _values: { type: 'dense_vector', dimension: 4, metric: 'cosine' } } },
});
const create = (name: string): Promise<Reply> => callSimulator(`${pinecone}/indexes`, { json: createBody(name), headers });
const send = (path: string, json: unknown): Promise<Reply> => callSimulator(`${host}${path}`, { json, headers });
const vector = (id: string, values = [1, 0, 0, 0], metadata?: unknown) => ({ id, values, ...(metadata ? { metadata } : {}) });
const upsert = (vectors: unknown[], namespace?: string) =>
  send('/vectors/upsert', { vectors, ...(namespace === undefined ? {} : { namespace }) });
const query = async (namespace: string) =>
  (await send('/query', { namespace, topK: 10, vector: [1, 0, 0, 0], includeMetadata: true })).body.matches;

it('opens to a good key alone, and in versions that it knows', async () => {
  const ask = (given: Record<string, string>) => callSimulator(`${pinecone}/indexes`, { headers: given });
  expect((await ask({})).status).toBe(401);
  expect((await ask({ 'api-key': 'wrong' })).body).toEqual({
    error: { code: 'UNAUTHENTICATED', message: 'Invalid API key.' },
    status: 401,
  });
  expect((await ask({ ...headers, 'x-pinecone-api-version': '2020-01' })).status).toBe(400);
  expect((await ask(headers)).body.indexes).toHaveLength(1);
});

it('refuses the create body of older versions, a bad name, a second index of a name, and more than the quota', async () => {
  const old = { name: 'old', dimension: 4, metric: 'cosine', spec: { serverless: { cloud: 'aws', region: 'us-east-1' } } };
  expect((await callSimulator(`${pinecone}/indexes`, { json: old, headers })).status).toBe(422);
  expect((await create('Not_A_Name')).status).toBe(422);
  expect((await create('first')).status).toBe(409);
  await settings({ maxIndexes: 1 });
  expect(await create('second')).toMatchObject({ status: 403, body: { error: { code: 'QUOTA_EXCEEDED' } } });
});

it('answers nearest first, keeps namespaces apart, and takes one that is left out for the one that all share', async () => {
  await upsert([vector('far', [0, 1, 0, 0]), vector('near', [1, 0.1, 0, 0], { documentId: 'd' })], 'a');
  await upsert([vector('shared')]);
  expect((await query('a')).map((match: { id: string }) => match.id)).toEqual(['near', 'far']);
  expect((await query('a'))[0]).toMatchObject({ metadata: { documentId: 'd' }, values: [] });
  expect(await query('b')).toEqual([]);
  expect((await query('')).map((match: { id: string }) => match.id)).toEqual(['shared']);
});

describe('what does not fit', () => {
  it.each([
    ['another dimension', [vector('a', [1, 2, 3])], 'Vector dimension 3 does not match the dimension of the index 4'],
    ['a vector of zeros', [vector('a', [0, 0, 0, 0])], 'non-zero'],
    ['null in metadata', [vector('a', undefined, { documentId: null })], 'metadata'],
    ['more than 40 KB of metadata', [vector('a', undefined, { text: 'x'.repeat(41_000) })], 'exceeds the limit'],
    ['more than 1,000 records', Array.from({ length: 1_001 }, (_, at) => vector(`v${at}`)), 'limit of 1000'],
    [
      'more than 2 MB',
      Array.from({ length: 60 }, (_, at) => vector(`v${at}`, undefined, { text: 'x'.repeat(39_000) })),
      'maximum supported size',
    ],
    ['a field that it does not know', [{ ...vector('a'), vaules: [] }], 'vaules'],
  ])('%s is refused, and nothing of it is stored', async (_, vectors, message) => {
    const { status, body } = await upsert(vectors, 'a');
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 3, message: expect.stringContaining(message), details: [] });
    expect(await query('a')).toEqual([]);
  });

  it('a deletion names exactly one of ids, filter and all; and a namespace that is there', async () => {
    await upsert([vector('a', undefined, { documentId: 'x' }), vector('b', undefined, { documentId: 'y' }), vector('c')], 'n');
    expect((await send('/vectors/delete', { namespace: 'n' })).status).toBe(400);
    expect((await send('/vectors/delete', { namespace: 'n', ids: ['a'], deleteAll: true })).status).toBe(400);
    expect((await send('/vectors/delete', { namespace: 'elsewhere', ids: ['a'] })).status).toBe(404);
    await send('/vectors/delete', { namespace: 'n', filter: { documentId: { $eq: 'x' } } });
    await send('/vectors/delete', { namespace: 'n', ids: ['c', 'nobody'] });
    expect((await query('n')).map((match: { id: string }) => match.id)).toEqual(['b']);
    await send('/vectors/delete', { namespace: 'n', deleteAll: true });
    expect(await query('n')).toEqual([]);
  });

  it('calls beyond the rate of a namespace are told to wait, those of its neighbour are not', async () => {
    await settings({ requestsPerSecond: 2 });
    const statuses = await Promise.all(
      [1, 2, 3].map(async () => (await send('/query', { namespace: 'a', topK: 1, vector: [1, 0, 0, 0] })).status),
    );
    expect(statuses.toSorted()).toEqual([200, 200, 429]);
    expect((await send('/query', { namespace: 'b', topK: 1, vector: [1, 0, 0, 0] })).status).toBe(200);
  });
});

it('what was written is seen by queries, fetches and statistics only after the lag', async () => {
  await settings({ lagMs: 150 });
  await upsert([vector('late')], 'a');
  expect(await query('a')).toEqual([]);
  expect((await send('/describe_index_stats', {})).body.namespaces).toEqual({});
  await expect.poll(async () => (await query('a')).length).toBe(1);
  const fetched = await callSimulator(`${host}/vectors/fetch?ids=late&ids=other&namespace=a`, { headers });
  expect(Object.keys(fetched.body.vectors)).toEqual(['late']);
  expect((await send('/describe_index_stats', {})).body).toMatchObject({ namespaces: { a: { vectorCount: 1 } }, dimension: 4 });
});

// compiled elsewhere and not part of the project
const CATALOG = new URL('../../../shared/payloads/pinecone/errors-catalog.json', import.meta.url);
it.runIf(existsSync(CATALOG))('its errors have the bodies of the shared catalogue (shared/payloads)', async () => {
  const catalog = JSON.parse(readFileSync(CATALOG, 'utf8')) as { when: string; status: number; body: object }[];
  const expected = (when: string) => catalog.find((row) => row.when === when)!;
  const shapeOf = (body: object): unknown =>
    JSON.parse(JSON.stringify(body, (key, value) => (key === 'message' ? 'said' : value)));
  const compare = ({ status, body }: Reply, when: string) => {
    expect({ status, body: shapeOf(body) }).toEqual({ status: expected(when).status, body: shapeOf(expected(when).body) });
  };
  compare(await create('first'), 'index exists');
  compare(await upsert([vector('a', [1, 2, 3])], 'a'), 'dimension');
  compare(await callSimulator(`${host}/namespaces/nobody`, { method: 'DELETE', headers }), 'unknown namespace on delete');
  await settings({ maxIndexes: 1 });
  compare(await create('second'), 'object limit');
  await settings({ requestsPerSecond: 1 });
  await upsert([vector('a')], 'b');
  compare(await upsert([vector('a')], 'b'), 'per-namespace request rate');
});
