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
  expect(await readSettings(tenant.ctx())).toMatchObject({ ...DEFAULT_SETTINGS, auditShare: 0, replyCacheMinutes: 0 });
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

it('a budget stays where none is given, and null ends it: for all else null means nothing', async () => {
  await update({ monthlyBudgetUsd: 12.5 });
  await update({ autoReply: true, persona: null });
  expect(await readSettings(tenant.ctx())).toMatchObject({ monthlyBudgetUsd: 12.5, persona: DEFAULT_SETTINGS.persona });
  await update({ monthlyBudgetUsd: null });
  expect(await readSettings(tenant.ctx())).toMatchObject({ monthlyBudgetUsd: null });
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
  { auditShare: 1.2 },
  { targetError: 0, auditShare: 0.05 },
  { targetError: 0.5, auditShare: 0.05 },
  { targetError: Number.NaN, auditShare: 0.05 },
  { targetError: 0.1, confidenceThreshold: 0.8, auditShare: 0.05 },
  // nothing would show whether it holds
  { targetError: 0.1, auditShare: 0 },
  { monthlyBudgetUsd: -0.01 },
  { replyCacheMinutes: -1 },
  { replyCacheMinutes: 1_441 },
  { replyCacheMinutes: 1.5 },
  { replyTargetMinutes: 0 },
  { replyTargetMinutes: 10_081 },
  { replyTargetMinutes: 1.5 },
  { monthlyBudgetUsd: Number.POSITIVE_INFINITY },
  // an index of its own asks for Pinecone
  { vectorIsolation: 'INDEX' as const },
])('what makes no sense is refused: %j', async (changes) => {
  await expect(update(changes)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
});
