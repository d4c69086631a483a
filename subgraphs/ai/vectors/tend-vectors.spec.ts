import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { TransientError } from '#kernel/errors/delivery-error.ts';
import { knowledgeChanged } from '#schema/events/knowledge-changed.v1.ts';
import { type Simulators, startSimulators } from '../../../simulators/start-simulators.ts';
import { callSimulator } from '../../../simulators/testing/call-simulator.ts';
import { pineconeVectorIndex } from '../connectors/pinecone/pinecone-vector-index.ts';
import { postgresVectorIndex } from '../connectors/postgres-vectors/postgres-vector-index.ts';
import type { VectorIsolation } from '../connectors/vector-index.ts';
import { indexKnowledgeConsumer } from '../consumers/index-knowledge.ts';
import { addKnowledgeDocument } from '../knowledge/add-knowledge-document.ts';
import { KnowledgeDocument } from '../knowledge/knowledge-document.entity.ts';
import { PassageSearch } from '../knowledge/passage-search.ts';
import { removeKnowledgeDocument } from '../knowledge/remove-knowledge-document.ts';
import { searchKnowledge } from '../knowledge/search-knowledge.ts';
import { updateKnowledgeDocument } from '../knowledge/update-knowledge-document.ts';
import { updateAiSettings } from '../settings/update-ai-settings.ts';
import { type AiTenant, makeAiTenant } from '../testing/make-ai-tenant.ts';
import { watchedEmbeddings } from '../testing/watched-embeddings.ts';
import { indexDocuments } from './index-documents.ts';
import { tendVectors } from './tend-vectors.ts';
import { readSpaces } from './vector-spaces.ts';
import type { Vectors } from './vectors.ts';

const MINUTE_MS = 60_000;
const going = (): AbortSignal => new AbortController().signal;
const DOCUMENTS = ['Delivery', 'Refunds', 'Warranty', 'Parking', 'Gift cards'].map((title) => ({
  title,
  text: `${title} are explained here in a sentence of their own.`,
}));

let simulators: Simulators;
let url: string;
beforeAll(async () => {
  simulators = await startSimulators({ port: 0 });
  url = `http://127.0.0.1:${simulators.port}/pinecone`;
});
afterAll(() => simulators.close());

let tenant: AiTenant;
let embeddings: ReturnType<typeof watchedEmbeddings>;
let local: Vectors;
let cloud: Vectors;
beforeEach(async () => {
  await callSimulator(`${url}/_indexes`, { method: 'DELETE' });
  await callSimulator(`${url}/_faults`, { method: 'DELETE' });
  await callSimulator(`${url}/_settings`, { method: 'PUT', json: { lagMs: 0 } });
  embeddings = watchedEmbeddings();
  const postgres = postgresVectorIndex();
  local = { embeddings, store: 'postgres', indexes: { postgres } };
  const pinecone = pineconeVectorIndex({ apiKey: 'pcsk_sim_spec', controllerUrl: url, timeoutMs: 300 });
  cloud = { embeddings, store: 'pinecone', indexes: { postgres, pinecone } };
  tenant = await makeAiTenant({ knowledge: DOCUMENTS, vectors: local });
  return () => tenant.close();
});

const tend = (vectors: Vectors) => tendVectors(tenant.ctx(), vectors, going());
const document = (id: string) => tenant.ctx().em.findOneOrFail(KnowledgeDocument, { id });
const add = (title: string, text: string) => tenant.transaction((tx) => addKnowledgeDocument(tx, { title, text }));
/** Misspelt: its words find nothing, so what is found is found by likeness. */
const found = async (vectors: Vectors, question = 'waranty') =>
  (await searchKnowledge(tenant.ctx(), new PassageSearch(vectors, { deadlineMs: 20_000 }), question, 3)).map(
    (passage) => passage.title,
  );
const spaces = async () =>
  (await readSpaces(tenant.ctx())).map(({ store, isolation, state }) => `${store} ${isolation} ${state}`);
const isolate = (vectorIsolation: VectorIsolation) =>
  tenant.transaction((tx) => updateAiSettings(tx, { vectorIsolation }, { store: 'pinecone' }));
const vectorsIn = async (vectors: Vectors) => {
  const [space] = (await readSpaces(tenant.ctx())).filter(({ state }) => state === 'SERVING');
  return vectors.indexes[space!.store]!.count(tenant.ctx(), space!, going());
};

it('a document that was added is found by likeness once its event was handled, and no more once it was removed', async () => {
  const { id } = await add('Fragrances', 'We blend bergamot and sandalwood.');
  expect((await document(id)).status).toBe('INDEXING');
  const handle = (contentVersion: number | null) =>
    tenant.deliver(indexKnowledgeConsumer(local), knowledgeChanged, { key: id, data: { documentId: id, contentVersion } });
  await handle(1);
  expect(await document(id)).toMatchObject({ status: 'READY', error: null });
  expect(await found(local, 'bergamott sandelwood')).toContain('Fragrances');

  await tenant.transaction((tx) => updateKnowledgeDocument(tx, { id, title: 'Umbrellas', text: 'We repair umbrellas.' }));
  await handle(2);
  expect(await found(local, 'bergamott sandelwood')).not.toContain('Fragrances');
  expect(await found(local, 'umbrelas')).toEqual(['Umbrellas']);
  const before = await vectorsIn(local);
  await tenant.transaction((tx) => removeKnowledgeDocument(tx, id));
  await handle(null);
  expect(await vectorsIn(local)).toBe(before - 1);
  expect((await tenant.published('knowledge-changed')).filter((event) => event.key === id).map((event) => event.data)).toEqual([
    { documentId: id, contentVersion: 1 },
    { documentId: id, contentVersion: 2 },
    { documentId: id, contentVersion: null },
  ]);
});

it('a model that is away loses no document: words find it at once, and it is indexed when the model is back', async () => {
  embeddings.failure = new TransientError('away', { retryAfterMs: 30_000 });
  const { id } = await add('Fragrances', 'We blend bergamot and sandalwood.');
  await tenant.deliver(indexKnowledgeConsumer(local), knowledgeChanged, { key: id, data: { documentId: id, contentVersion: 1 } });
  expect(await document(id)).toMatchObject({ status: 'INDEXING', attempts: 1, error: expect.stringContaining('tried again') });
  expect(await found(local, 'bergamot')).toEqual(['Fragrances']);

  const calls = embeddings.calls.length;
  await tend(local);
  expect(embeddings.calls).toHaveLength(calls);
  for (let failures = 0; failures < 4; failures++) {
    tenant.clock.advance(30_001);
    await tend(local);
  }
  expect(await document(id)).toMatchObject({ status: 'FAILED', attempts: 5 });
  embeddings.failure = null;
  tenant.clock.advance(30_001);
  await tend(local);
  expect(await document(id)).toMatchObject({ status: 'READY', attempts: 0, error: null });
});

it('one document that is refused does not hold up its neighbours', async () => {
  const [bad, good] = [await add('Refused', 'poison'), await add('Fragrances', 'bergamot')];
  const poisoned: Vectors = {
    ...local,
    embeddings: {
      ...embeddings,
      embed: (texts, purpose, signal) =>
        texts.some((text) => text.includes('poison'))
          ? Promise.reject(new Error('refused'))
          : embeddings.embed(texts, purpose, signal),
    },
  };
  await tend(poisoned);
  expect(await document(good.id)).toMatchObject({ status: 'READY' });
  expect(await document(bad.id)).toMatchObject({ status: 'INDEXING', error: expect.stringContaining('refused') });
});

it('where everything is refused, few are tried at a time', async () => {
  for (let n = 0; n < 10; n++) await add(`Page ${n}`, 'bergamot');
  const refusing = { ...embeddings, embed: () => Promise.reject(new Error('the key ended')) };
  await tend({ ...local, embeddings: refusing });
  expect(await tenant.ctx().em.count(KnowledgeDocument, { attempts: { $gt: 0 } })).toBe(3);
});

it('a document that changes while it is indexed leaves nothing of what it was', async () => {
  const { id } = await add('Fragrances', 'bergamot');
  const [space] = await readSpaces(tenant.ctx());
  const index = local.indexes.postgres!;
  const interrupted: Vectors = {
    ...local,
    indexes: {
      postgres: {
        ...index,
        upsert: async (...call) => {
          await tenant.transaction((tx) => updateKnowledgeDocument(tx, { id, title: 'Umbrellas', text: 'umbrellas' }));
          await indexDocuments(tenant.ctx(), local, space!, [id], { from: null, signal: going() });
          return index.upsert(...call);
        },
      },
    },
  };
  const before = await vectorsIn(local);
  await indexDocuments(tenant.ctx(), interrupted, space!, [id], { from: null, signal: going() });
  expect(await vectorsIn(local)).toBe(before + 1);
  expect(await found(local, 'umbrelas')).toEqual(['Umbrellas']);
});

it('a tenant moves to Pinecone, into an index of its own and back to PostgreSQL; questions find it all the while, and no text is embedded twice', async () => {
  const embedded = () => embeddings.asked.filter((text) => text.includes('\n')).length;
  const before = embedded();
  expect(await found(cloud)).toEqual(['Warranty']);
  await tend(cloud);
  expect(await spaces()).toEqual(['postgres NAMESPACE LEAVING', 'pinecone NAMESPACE SERVING']);
  expect(await found(cloud)).toEqual(['Warranty']);

  await isolate('INDEX');
  await tend(cloud);
  expect(await found(cloud)).toEqual(['Warranty']);
  tenant.clock.advance(2 * MINUTE_MS);
  await tend(cloud);
  expect(await spaces()).toEqual(['pinecone INDEX SERVING']);
  const indexes = (await callSimulator(`${url}/_indexes`)).body;
  expect(indexes.map(({ name, namespaces }: { name: string; namespaces: object }) => [name, Object.keys(namespaces)])).toEqual([
    ['prod-shared-384', []],
    [`prod-${tenant.tenant}`, [tenant.tenant]],
  ]);

  await tend({ ...cloud, store: 'postgres' });
  tenant.clock.advance(2 * MINUTE_MS);
  await tend({ ...cloud, store: 'postgres' });
  expect(await spaces()).toEqual(['postgres NAMESPACE SERVING']);
  expect(await found(local)).toEqual(['Warranty']);
  expect((await callSimulator(`${url}/_indexes`)).body).toHaveLength(1);
  expect(embedded()).toBe(before);
});

it('a move that stops half way goes on where it stopped, and hands over only what is complete and seen', async () => {
  const fault = { match: { path: '/upsert' }, status: 503, body: {} };
  await callSimulator(`${url}/_faults`, { method: 'PUT', json: fault });
  await tend(cloud);
  expect(await spaces()).toEqual(['postgres NAMESPACE SERVING', 'pinecone NAMESPACE FILLING']);
  expect(await found(cloud)).toEqual(['Warranty']);
  await callSimulator(`${url}/_faults`, { method: 'DELETE' });

  await callSimulator(`${url}/_settings`, { method: 'PUT', json: { lagMs: 60_000 } });
  tenant.clock.advance(2 * MINUTE_MS);
  await tend(cloud);
  expect(await spaces()).toEqual(['postgres NAMESPACE SERVING', 'pinecone NAMESPACE FILLING']);
  expect(await found(cloud)).toEqual(['Warranty']);
});

it('a move that is called off while it goes on leaves where it was going', async () => {
  await callSimulator(`${url}/_settings`, { method: 'PUT', json: { lagMs: 60_000 } });
  await tend(cloud);
  await tend(local);
  expect(await spaces()).toEqual(['postgres NAMESPACE SERVING', 'pinecone NAMESPACE LEAVING']);
});

it('another model embeds everything anew behind the old one, and is asked from then on', async () => {
  const newer = watchedEmbeddings({ model: 'newer', maxBatch: 2 });
  const changed: Vectors = { ...local, embeddings: newer };
  await tend(changed);
  expect(await spaces()).toEqual(['postgres NAMESPACE LEAVING', 'postgres NAMESPACE SERVING']);
  expect(newer.asked).toHaveLength(DOCUMENTS.length);
  expect(Math.max(...newer.calls)).toBe(2);
  expect(await found(changed)).toEqual(['Warranty']);
  tenant.clock.advance(2 * MINUTE_MS);
  await tend(changed);
  expect(await spaces()).toEqual(['postgres NAMESPACE SERVING']);
});

it('a Pinecone that hangs or is refused costs the question little and leaves the words', async () => {
  await tend(cloud);
  const search = new PassageSearch(cloud, { deadlineMs: 300 });
  const ask = async () => (await searchKnowledge(tenant.ctx(), search, 'parking', 3)).map((passage) => passage.title);
  expect(await ask()).toEqual(['Parking']);
  const asked = (await callSimulator(`${url}/_journal`)).body.filter(({ path }: { path: string }) =>
    path.endsWith('/query'),
  ).length;
  await callSimulator(`${url}/_faults`, { method: 'PUT', json: { match: { path: '/query' }, hang: true } });
  const started = performance.now();
  expect(await ask()).toEqual(['Parking']);
  expect(performance.now() - started).toBeLessThan(5_000);
  const again = performance.now();
  for (let times = 0; times < 5; times++) expect(await ask()).toEqual(['Parking']);
  expect(performance.now() - again).toBeLessThan(5_000);
  const calls: { path: string }[] = (await callSimulator(`${url}/_journal`)).body;
  expect(calls.filter(({ path }) => path.endsWith('/query')).length).toBeLessThanOrEqual(asked + 3);
});
