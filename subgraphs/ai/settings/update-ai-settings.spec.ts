import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AiTenant, makeAiTenant } from '../testing/make-ai-tenant.ts';
import { DEFAULT_SETTINGS } from './ai-settings.entity.ts';
import { readSettings } from './read-settings.ts';
import { type SettingsChanges, updateAiSettings } from './update-ai-settings.ts';

let tenant: AiTenant;
beforeAll(async () => {
  tenant = await makeAiTenant({ knowledge: [] });
});
afterAll(() => tenant.close());

const update = (changes: SettingsChanges) => tenant.transaction((tx) => updateAiSettings(tx, changes, { store: 'postgres' }));

it('what is not given stays, and the tenant beside it keeps its own', async () => {
  expect(await readSettings(tenant.ctx())).toEqual(DEFAULT_SETTINGS);
  await update({ confidenceThreshold: 0.9, thresholds: [{ intent: 'SALES', threshold: 0.5 }] });
  await update({ autoReply: false, confidenceThreshold: null });
  expect(await readSettings(tenant.ctx())).toMatchObject({
    autoReply: false,
    confidenceThreshold: 0.9,
    thresholds: { SALES: 0.5 },
    persona: DEFAULT_SETTINGS.persona,
  });
  expect(await readSettings(tenant.other())).toEqual(DEFAULT_SETTINGS);
});

it.each([
  { confidenceThreshold: 1.1 },
  { confidenceThreshold: Number.NaN },
  { thresholds: [{ intent: 'SALES' as const, threshold: -1 }] },
  {
    thresholds: [
      { intent: 'SALES' as const, threshold: 0.5 },
      { intent: 'SALES' as const, threshold: 0.6 },
    ],
  },
  { persona: 'x'.repeat(2_001) },
  // an index of its own asks for Pinecone
  { vectorIsolation: 'INDEX' as const },
])('what makes no sense is refused: %j', async (changes) => {
  await expect(update(changes)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
});
