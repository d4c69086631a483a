import { afterAll, beforeAll, expect, it } from 'vitest';
import { readAnalysis } from '../run/read-sealed.ts';
import { type SettingsChanges, updateAiSettings } from '../settings/update-ai-settings.ts';
import { type AiTenant, makeAiTenant } from '../testing/make-ai-tenant.ts';
import type { ProductInput } from './checked-product.ts';
import { importProducts } from './import-products.ts';
import { Product } from './product.entity.ts';
import { removeProduct, saveProduct } from './save-product.ts';
import { TenantCatalogues } from './tenant-catalogues.ts';

let tenant: AiTenant;
beforeAll(async () => {
  tenant = await makeAiTenant();
});
afterAll(() => tenant.close());

const save = (input: ProductInput, id: string | null = null) => tenant.transaction((tx) => saveProduct(tx, id, input));
const importRows = (rows: ProductInput[]) => tenant.transaction((tx) => importProducts(tx, rows));
const set = (changes: SettingsChanges) => tenant.transaction((tx) => updateAiSettings(tx, changes, { store: 'postgres' }));
const read = async (text: string, sentAt?: string) => {
  const event = tenant.message(text, sentAt === undefined ? {} : { sentAt });
  await tenant.answer(event);
  const run = await tenant.runOf(event);
  const analysis = await readAnalysis(tenant.ctx(), run);
  if (!analysis) throw new Error('the run was expected to have an analysis');
  return { ...analysis, run, event };
};
const valuesOf = async (text: string, kind: string, sentAt?: string) =>
  (await read(text, sentAt)).entities.filter((entity) => entity.kind === kind).map(({ normalized }) => normalized);

it('a product is found in the next message by its name and aliases, counts for the lead, and no more once it is removed', async () => {
  const text = 'How much is a zorblax pro for us?';
  expect(await valuesOf(text, 'product')).toEqual([]);
  const product = await save({ name: 'Zorblax Professional', aliases: ['zorblax pro'], price: 20, currency: 'eur' });
  expect(product).toMatchObject({ price: 20, currency: 'EUR' });
  const found = await read(text);
  expect(found.entities).toContainEqual(expect.objectContaining({ kind: 'product', normalized: 'Zorblax Professional' }));
  expect(found.score.signals.map(({ name }) => name)).toContain('CATALOGUE_MATCH');

  await save({ name: 'Zorblax Professional' }, product.id);
  expect(await valuesOf(text, 'product')).toEqual([]);
  await tenant.transaction((tx) => removeProduct(tx, product.id));
  expect(await valuesOf('Is the zorblax professional there?', 'product')).toEqual([]);
  expect(await tenant.other().em.count(Product)).toBe(0);
});

it('an import is done whole or not at all, says what is wrong with each row, and takes thousands', async () => {
  const before = await tenant.ctx().em.count(Product);
  const refused = await importRows([{ name: 'Fine' }, { name: ' ' }, { name: 'fine' }, { name: 'Dear', price: -1 }]);
  expect(refused.errors.map(({ row }) => row)).toEqual([2, 3, 4]);
  expect(await tenant.ctx().em.count(Product)).toBe(before);

  const rows = Array.from({ length: 3_000 }, (_, at) => ({ name: `Article ${at}x`, aliases: [`art${at}y`] }));
  expect(await importRows(rows)).toEqual({ added: 3_000, updated: 0, errors: [] });
  tenant.clock.advance(1_000);
  expect(await importRows([{ name: 'article 7X', price: 3 }, { name: 'New thing' }])).toMatchObject({ added: 1, updated: 1 });
  expect(await valuesOf('I want article 7x', 'product')).toEqual(['article 7X']);
  await expect(importRows(Array.from({ length: 5_001 }, (_, at) => ({ name: `n${at}` })))).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
  });
});

it('products are read once a version and process, whatever the number of messages', async () => {
  const catalogues = new TenantCatalogues();
  const ctx = tenant.ctx();
  const first = await catalogues.of(ctx, 5);
  expect(await catalogues.of(ctx, 5)).toBe(first);
  expect(await catalogues.of(ctx, 4)).toBe(first);
  expect(await catalogues.of(ctx, 6)).not.toBe(first);
  expect(await catalogues.of(tenant.other(), 0)).toBeUndefined();
});

it("days, numbers and amounts are read as they are where the tenant's customers are", async () => {
  const lateInUtc = '2026-03-02T23:30:00Z';
  expect(await valuesOf('Can you deliver tomorrow?', 'date', lateInUtc)).toEqual(['2026-03-03']);
  await set({ timeZone: 'europe/berlin', defaultRegion: 'de', defaultCurrency: 'eur' });
  expect(await valuesOf('Can you deliver tomorrow?', 'date', lateInUtc)).toEqual(['2026-03-04']);
  expect(await valuesOf('My phone is 030 12345678', 'phone')).toEqual(['+493012345678']);
  expect(await valuesOf('Our budget is 1500', 'budget')).toEqual(['1500 EUR']);
  expect(await set({ defaultRegion: '', languages: ['de', 'de'] })).toMatchObject({
    locale: { timeZone: 'Europe/Berlin', defaultRegion: null, defaultCurrency: 'EUR', languages: ['de'] },
  });
});

it('a reply in a language that the tenant does not serve is a person’s, however sure the machine is', async () => {
  await set({ languages: [], confidenceThreshold: 0 });
  const text = 'What does the delivery cost?';
  expect((await read(text)).run.status).toBe('AUTO_REPLIED');
  await set({ languages: ['de'] });
  expect((await read(text)).run.status).toBe('IN_REVIEW');
  await set({ languages: ['de', 'en'] });
  expect((await read(text)).run.status).toBe('AUTO_REPLIED');
});

it.each([
  { timeZone: 'Mars/Olympus' },
  { timeZone: '+02:00' },
  { timeZone: '' },
  { defaultRegion: 'Germany' },
  { defaultCurrency: 'XXY' },
  { languages: ['german'] },
])('a place that is none is refused: %j', async (changes) => {
  await expect(set(changes)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
});
