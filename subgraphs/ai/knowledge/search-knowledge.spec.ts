import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#kernel/persistence/new-id.ts';
import { countStatements } from '#kernel/testing/count-statements.ts';
import { makeTestTenant, type TestTenant } from '#kernel/testing/test-tenant.ts';
import { builtInVectors } from '../connectors/choose-vectors.ts';
import type { EmbeddingProvider } from '../connectors/embedding-provider.ts';
import { ModelFailure } from '../connectors/model-failure.ts';
import type { VectorIndex } from '../connectors/vector-index.ts';
import { ai } from '../subgraph.ts';
import { tendVectors } from '../vectors/tend-vectors.ts';
import { addKnowledgeDocument } from './add-knowledge-document.ts';
import { KnowledgeDocument } from './knowledge-document.entity.ts';
import { PassageSearch } from './passage-search.ts';
import { removeKnowledgeDocument } from './remove-knowledge-document.ts';
import { searchKnowledge } from './search-knowledge.ts';
import { updateKnowledgeDocument } from './update-knowledge-document.ts';

const vectors = builtInVectors();
const search = new PassageSearch(vectors, { deadlineMs: 20_000 });
let tenant: TestTenant;
beforeAll(async () => {
  tenant = await makeTestTenant([ai({ vectors })]);
  await add('Delivery', 'We deliver within two working days. Shipping costs 4.90 euros.');
  await add('Returns', 'You may return unworn shoes within thirty days. The refund comes within a week.');
  await add('Öffnungszeiten', 'Unser Laden in Hamburg ist von Montag bis Samstag geöffnet, jeweils von neun bis achtzehn Uhr.');
});
afterAll(() => tenant.close());

const tend = () => tendVectors(tenant.ctx(), vectors, new AbortController().signal);
const add = async (title: string, text: string) => {
  const added = await tenant.transaction((tx) => addKnowledgeDocument(tx, { title, text }));
  await tend();
  return added;
};
const titlesFor = async (question: string) =>
  (await searchKnowledge(tenant.ctx(), search, question, 5)).map((passage) => passage.title);

it('a passage is found by other forms of its words', async () => {
  expect((await titlesFor('how do I get refunded when returning my shoe?'))[0]).toBe('Returns');
});

it('a passage is found in its own language', async () => {
  expect(await titlesFor('Hamburger Läden geöffnet?')).toEqual(['Öffnungszeiten']);
});

it('a match of the title counts more than one of the text, and scores stay between 0 and 1', async () => {
  await add('Shipping abroad', 'To Norway and Switzerland it takes a week.');
  const found = await searchKnowledge(tenant.ctx(), search, 'shipping', 5);
  expect(found.map((passage) => passage.title)).toEqual(['Shipping abroad', 'Delivery']);
  for (const { score } of found) {
    expect(score).toBeGreaterThan(0);
    expect(score).toBeLessThanOrEqual(1);
  }
});

it.each(['', '   ', '???', '😀', "'; drop table x; --", 'a & b | !c:* <-> (d', 'back\\slash \0', 'the of and'])(
  'a question without a word to look for (%j) finds nothing and breaks nothing',
  async (question) => {
    expect(await titlesFor(question)).toEqual([]);
  },
);

it('a changed document is found by its new words only, a removed one not at all', async () => {
  const { id } = await add('Gift cards', 'Vouchers never expire.');
  const changed = await tenant.transaction((tx) => updateKnowledgeDocument(tx, { id, text: 'Coupons last ten years.' }));
  expect(changed).toMatchObject({ title: 'Gift cards', passageCount: 1 });
  expect(await titlesFor('vouchers')).toEqual([]);
  expect(await titlesFor('coupons')).toEqual(['Gift cards']);
  expect(await tenant.transaction((tx) => removeKnowledgeDocument(tx, id))).toBe(true);
  expect(await tenant.transaction((tx) => removeKnowledgeDocument(tx, id))).toBe(false);
  expect(await titlesFor('coupons')).toEqual([]);
});

it('a question costs one statement once its vectors are in memory', async () => {
  const ask = () => searchKnowledge(tenant.ctx(), search, 'delivery', 5);
  await expect.poll(() => countStatements(tenant.ctx(), ask)).toBe(1);
});

it('a document without text or with too much is refused and leaves nothing behind', async () => {
  await expect(add('Empty', ' \n ')).rejects.toMatchObject({ code: 'BAD_USER_INPUT', detail: { field: 'text' } });
  await expect(add('Huge', 'x'.repeat(200_001))).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  await expect(add(' ', 'text')).rejects.toMatchObject({ detail: { field: 'title' } });
  await expect(tenant.transaction((tx) => updateKnowledgeDocument(tx, { id: newId(), title: 'x' }))).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

it('the tenant beside it finds and reads nothing of it', async () => {
  expect(await searchKnowledge(tenant.other(), search, 'delivery returns shipping', 5)).toEqual([]);
  expect(await tenant.other().em.count(KnowledgeDocument)).toBe(0);
});

it('an index that fails one tenant is asked for the others all the same', async () => {
  const asked: string[] = [];
  const own = vectors.indexes.postgres;
  if (!own) throw new Error('the built-in vectors stand in PostgreSQL');
  const query: VectorIndex['query'] = (ctx, ...rest) => {
    asked.push(ctx.tenant);
    return ctx.tenant === tenant.other().tenant ? Promise.reject(new Error('its index is full')) : own.query(ctx, ...rest);
  };
  const failing = new PassageSearch({ ...vectors, indexes: { postgres: { ...own, query } } }, { deadlineMs: 20_000 });
  await tendVectors(tenant.other(), vectors, new AbortController().signal);
  for (let times = 0; times < 2; times++) {
    await searchKnowledge(tenant.other(), failing, 'delivery', 5);
    await searchKnowledge(tenant.ctx(), failing, 'delivery', 5);
  }
  expect(asked.filter((each) => each === tenant.other().tenant)).toHaveLength(1);
  expect(asked.filter((each) => each === tenant.ctx().tenant).length).toBeGreaterThanOrEqual(2);
});

it('a text that the embedding model declines keeps nobody else’s from being asked', async () => {
  const asked: string[] = [];
  const embeddings: EmbeddingProvider = {
    ...vectors.embeddings,
    embed: (texts, ...rest) => {
      asked.push(...texts);
      return texts[0] === 'indecent' ? Promise.reject(declined) : vectors.embeddings.embed(texts, ...rest);
    },
  };
  const declining = new PassageSearch({ ...vectors, embeddings }, { deadlineMs: 20_000 });
  await searchKnowledge(tenant.ctx(), declining, 'indecent', 5);
  await searchKnowledge(tenant.ctx(), declining, 'delivery', 5);
  expect(asked).toEqual(['indecent', 'delivery']);
});

const declined = new ModelFailure('FILTERED', 'held back', {
  ...{ provider: 'openai', model: 'm', startedAt: new Date(), latencyMs: 1 },
  ...{ inputTokens: 1, outputTokens: 0, costUsd: 0, attempts: 1, cached: false },
});
