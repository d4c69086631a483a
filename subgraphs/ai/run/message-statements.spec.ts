import { expect, it } from 'vitest';
import { countStatements } from '#kernel/testing/count-statements.ts';
import { saveProduct } from '../catalogue/save-product.ts';
import { correctRun } from '../learning/correct-run.ts';
import { updateAiSettings } from '../settings/update-ai-settings.ts';
import { makeAiTenant } from '../testing/make-ai-tenant.ts';

const QUESTION = 'How much does delivery cost?';

it('what a tenant sells, where it is and what its members taught cost a message of the built-in agents no statement', async () => {
  const tenant = await makeAiTenant();
  const answered = () => countStatements(tenant.ctx(), () => tenant.answer(tenant.message(QUESTION)));
  await answered();
  const before = await answered();
  const event = tenant.message(QUESTION);
  await tenant.answer(event);
  const { id, sources } = await tenant.runOf(event);
  const passageId = sources[0]?.passageId ?? null;
  await tenant.transaction((tx) => saveProduct(tx, null, { name: 'Oak table', aliases: ['oak'] }));
  await tenant.transaction((tx) => correctRun(tx, id, { intent: 'SALES', isSpam: null, passageId }));
  const place = { timeZone: 'Europe/Berlin', defaultRegion: 'DE', languages: ['en', 'de'] };
  await tenant.transaction((tx) => updateAiSettings(tx, place, { store: 'postgres' }));
  // the first that brings another version reads behind itself
  await expect.poll(answered).toBe(before);
  // the briefing; then, in one transaction, the conversation's state, the run, and the events
  expect(before).toBe(4);
  await tenant.close();
});
