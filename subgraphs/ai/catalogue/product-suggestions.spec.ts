import { afterAll, beforeAll, expect, it } from 'vitest';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { type AskedSubgraph, askSubgraph } from '#kernel/testing/ask-subgraph.ts';
import { localModelProvider } from '../connectors/local-model-provider.ts';
import { readAnalysis } from '../run/read-sealed.ts';
import { ai } from '../subgraph.ts';
import { type AiTenant, makeAiTenant } from '../testing/make-ai-tenant.ts';

let tenant: AiTenant;
let subgraph: AskedSubgraph;
beforeAll(async () => {
  tenant = await makeAiTenant();
  subgraph = await askSubgraph(tenant.installation, tenant.tenant, ai({ models: localModelProvider() }));
});
afterAll(() => tenant.close());

const REVIEWER = ['runs:read', 'reviews:decide', 'knowledge:read', 'contacts:pii'];
const KEEPER = [...REVIEWER, 'knowledge:write'];
// the answers' shapes stand in the documents that ask for them
// biome-ignore lint/suspicious/noExplicitAny: typing each of them would say everything twice
const ask = (document: string, variables: Record<string, unknown> = {}, scopes = REVIEWER): Promise<any> =>
  subgraph.answer({ memberId: 'ana', scopes }, document, variables);
const suggestions = async () =>
  (await ask('{ catalogueSuggestions { id name words count product { name } } }')).catalogueSuggestions;
const arrive = async (text: string) => {
  const event = tenant.message(text);
  await tenant.answer(event);
  return tenant.runOf(event);
};
const productsIn = async (text: string) =>
  ((await readAnalysis(tenant.ctx(), await arrive(text)))?.entities ?? [])
    .filter(({ kind }) => kind === 'product')
    .map(({ normalized }) => normalized);
const callProduct = async (text: string, value: string, normalized?: string) => {
  const { id } = await arrive(text);
  const start = text.indexOf(value);
  await ask('mutation ($id: ID!, $of: [EntityCorrectionInput!]!) { correctRun(id: $id, entities: $of) { id } }', {
    id,
    of: [{ kind: 'product', value, start, end: start + value.length, normalized }],
  });
  return id;
};
const accept = 'mutation ($id: ID!) { acceptCatalogueSuggestion(id: $id) { name aliases price } }';
const dismiss = 'mutation ($id: ID!) { dismissCatalogueSuggestion(id: $id) }';

it('what a reviewer calls a product is one once a member who keeps the catalogue says so', async () => {
  await callProduct('Hi, do you still have the glimmerix in blue?', 'glimmerix', 'Glimmerix Lamp');
  await callProduct('how much for a Glimmerix lamp?', 'Glimmerix lamp');
  await tenant.lessons.refresh(tenant.ctx());
  expect(await productsIn('two glimmerix please')).toEqual([]);
  const [found] = await suggestions();
  expect(found).toMatchObject({ name: expect.stringMatching(/glimmerix lamp/i), words: ['glimmerix'], count: 2, product: null });
  await expect(ask(accept, { id: found.id })).rejects.toThrow(/FORBIDDEN|scope|knowledge:write/i);

  const { acceptCatalogueSuggestion } = await ask(accept, { id: found.id }, KEEPER);
  expect(acceptCatalogueSuggestion).toMatchObject({ aliases: ['glimmerix'] });
  expect(await productsIn('two glimmerix please')).toEqual([acceptCatalogueSuggestion.name]);
  expect(await suggestions()).toEqual([]);

  await ask(
    'mutation { importCatalogueProducts(rows: [{ name: "Sofa Oslo", price: 400, currency: "EUR" }]) { added } }',
    {},
    KEEPER,
  );
  await callProduct('is the big grey one oslosofa there?', 'oslosofa', 'sofa oslo');
  const [alias] = await suggestions();
  expect(alias).toMatchObject({ words: ['oslosofa'], product: { name: 'Sofa Oslo' } });
  const { acceptCatalogueSuggestion: sofa } = await ask(accept, { id: alias.id }, KEEPER);
  expect(sofa).toEqual({ name: 'Sofa Oslo', aliases: ['oslosofa'], price: 400 });
  await expect(ask(accept, { id: alias.id }, KEEPER)).rejects.toThrow(/NOT_FOUND/);
});

it('what is dismissed is suggested no more until somebody says it anew, and another correction is not dismissed with it', async () => {
  const id = await callProduct('I love my weekend, it was great', 'weekend');
  await callProduct('where is my vumblor?', 'vumblor');
  const [one, other] = (await suggestions()).toSorted((a: { name: string }, b: { name: string }) => (a.name < b.name ? 1 : -1));
  expect([one.name, other.name]).toEqual(['weekend', 'vumblor']);
  await expect(ask(dismiss, { id: one.id })).rejects.toThrow(/FORBIDDEN|scope|knowledge:write/i);
  expect((await ask(dismiss, { id: one.id }, KEEPER)).dismissCatalogueSuggestion).toBe(true);
  expect((await ask(dismiss, { id: one.id }, KEEPER)).dismissCatalogueSuggestion).toBe(false);
  expect((await suggestions()).map(({ name }: { name: string }) => name)).toEqual(['vumblor']);
  await ask('mutation ($id: ID!) { correctRun(id: $id, isSpam: true) { id } }', { id });
  expect(await suggestions()).toHaveLength(1);
});

it('what an erased contact wrote is suggested no more, and stood nowhere in clear', async () => {
  const id = await callProduct('is the Snorfleboard there?', 'Snorfleboard');
  const { contactId } = await tenant.run(id);
  const rows = await tenant
    .ctx()
    .em.execute<{ row: string }[]>(`select c::text as row from "${schemaOf(tenant.tenant)}".correction c`);
  expect(rows.some(({ row }) => row.includes('Snorfleboard') || row.includes(Buffer.from('Snorfleboard').toString('hex')))).toBe(
    false,
  );
  expect(await suggestions()).toHaveLength(2);
  await tenant.ctx().vault.forget(contactId);
  expect(await suggestions()).toHaveLength(1);
});
