import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { outsideConfig } from '#kernel/testing/outside-config.ts';
import { type Simulators, startSimulators } from '../../../simulators/start-simulators.ts';
import { embeddingProvider, modelProvider } from '../connectors/model-providers.ts';
import { readAnalysis } from '../run/read-sealed.ts';
import { updateAiSettings } from '../settings/update-ai-settings.ts';
import { type AiTenant, makeAiTenant } from '../testing/make-ai-tenant.ts';
import { toNano } from './budget-stage.ts';
import { readMonth } from './read-month.ts';
import { readSpend } from './read-spend.ts';
import { reserveCall } from './reserve-call.ts';
import { settleCalls } from './settle-calls.ts';
import { paidByTenant } from './tenant-payer.ts';

let tenant: AiTenant;
let simulators: Simulators;
beforeAll(async () => {
  simulators = await startSimulators({ port: 0 });
});
afterAll(() => simulators.close());
beforeEach(async () => {
  tenant = await makeAiTenant();
});
afterEach(async () => {
  await tenant.close();
  for (const vendor of ['openai', 'gemini'] as const) {
    await control(vendor, '_faults', 'DELETE');
    await control(vendor, '_journal', 'DELETE');
  }
});

type Vendor = 'openai' | 'gemini';
const control = async (vendor: Vendor, address: string, method: string, body?: unknown): Promise<unknown> => {
  const response = await fetch(`http://127.0.0.1:${simulators.port}/${vendor}/${address}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return response.json();
};
const calls = async (vendor: Vendor): Promise<number> => ((await control(vendor, '_journal', 'GET')) as unknown[]).length;
const config = () => {
  const { openai, gemini } = outsideConfig(`http://127.0.0.1:${simulators.port}`);
  return { openai: { ...openai, apiKey: 'sk-sim-run' }, gemini: { ...gemini, apiKey: 'AIza-sim-run' } };
};
const DOWN = { status: 503, body: { error: { message: 'overloaded', type: 'server_error', param: null, code: null } } };

const budget = (monthlyBudgetUsd: number) =>
  tenant.transaction((tx) => updateAiSettings(tx, { monthlyBudgetUsd }, { store: 'postgres' }));
/** As if other calls had cost it. */
const spendSome = async (usd: number): Promise<void> => {
  const planned = { provider: 'openai', model: 'gpt-5.4', work: 'EMBEDDING', intent: null, isCheapest: false } as const;
  const origin = { runId: null, conversationId: null };
  const { id } = await reserveCall(tenant.ctx(), origin, { ...planned, mostNanoUsd: toNano(usd) });
  const bill = { kind: 'COUNTED', inputTokens: 0, outputTokens: 0, costNanoUsd: toNano(usd), failed: false } as const;
  await settleCalls(tenant.ctx(), [{ id, bill }]);
};
const spent = async () => {
  tenant.clock.advance(1);
  return readSpend(tenant.ctx(), {});
};
const QUESTION = 'How much does delivery cost? Write to ana@example.com';

it('what a run says that it cost is what the month was charged', async () => {
  const event = tenant.message(QUESTION);
  await tenant.answer(event, modelProvider(config()));
  const run = await tenant.runOf(event);
  const { costUsd, byModel, byAgent, byIntent, perConversationUsd, perApprovedReplyUsd } = await spent();
  expect(byAgent.map(({ name }) => name).sort()).toEqual(['INTENT_CLASSIFIER', 'REPLY_GENERATOR']);
  // the analysis is of the intent that it found
  expect(byIntent).toEqual([{ name: run.intent, calls: 2, costUsd }]);
  expect(perConversationUsd).toBe(costUsd);
  expect(perApprovedReplyUsd).toBe(run.status === 'AUTO_REPLIED' ? costUsd : null);
  expect(costUsd).toBeCloseTo(run.costUsd, 9);
  expect(byModel.map(({ calls: each }) => each).reduce((sum, each) => sum + each)).toBe(2);
});

it('without money no vendor is asked: the built-in agents score, and a person has the message, without a draft', async () => {
  await budget(0);
  const event = tenant.message(QUESTION);
  await tenant.answer(event, modelProvider(config()));
  expect(await tenant.reviewOf(event)).toMatchObject({ reason: 'BUDGET' });
  const run = await tenant.runOf(event);
  expect(run).toMatchObject({ status: 'IN_REVIEW', draftText: null, confidence: null, costUsd: 0 });
  expect(run.intent).not.toBeNull();
  expect((await readAnalysis(tenant.ctx(), run))?.entities.map(({ kind }) => kind)).toContain('email');
  expect([await calls('openai'), await calls('gemini')]).toEqual([0, 0]);
  expect(await tenant.published('message-scored')).toHaveLength(1);
  expect(await spent()).toMatchObject({ costUsd: 0, budgetUsd: 0, stage: 'CACHE_AND_REVIEW_ONLY' });
});

it('from nine tenths on the cheapest models do all of it', async () => {
  await budget(1);
  const before = tenant.message(QUESTION);
  await tenant.answer(before, modelProvider(config()));
  expect((await tenant.runOf(before)).steps[0]?.model).toContain('mini');
  await spendSome(0.9);
  const event = tenant.message(QUESTION);
  await tenant.answer(event, modelProvider(config()));
  const run = await tenant.runOf(event);
  const paid = run.steps.filter(({ costUsd, error }) => costUsd > 0 && error === null);
  expect(paid.map(({ model }) => model.includes('nano'))).toEqual([true, true]);
  expect(await spent()).toMatchObject({ stage: 'CHEAPER_MODELS' });
});

it('a model that cannot be paid gives its work to the tier below, while that can be', async () => {
  await budget(0.018);
  const event = tenant.message(QUESTION);
  await tenant.answer(event, modelProvider(config()));
  const run = await tenant.runOf(event);
  expect(run.steps[0]?.model).toContain('nano');
  expect(run.draftText).not.toBeNull();
});

it('a vendor that is down is passed over for the next, and after some calls it is not asked at all', async () => {
  await control('openai', '_faults', 'PUT', DOWN);
  const models = modelProvider(config());
  // two models of it, one for the analysis and one for the reply, each with a breaker of its own
  for (let at = 0; at < 5; at++) {
    const event = tenant.message(QUESTION);
    await tenant.answer(event, models);
    const run = await tenant.runOf(event);
    expect(run.draftText).not.toBeNull();
    expect(run.steps.filter(({ costUsd }) => costUsd > 0).every(({ provider }) => provider === 'gemini')).toBe(true);
  }
  const asked = await calls('openai');
  expect(asked).toBe(20);
  for (let at = 0; at < 2; at++) await tenant.answer(tenant.message(QUESTION), models);
  expect(await calls('openai')).toBe(asked);
  expect((await spent()).byModel.find(({ provider }) => provider === 'openai')?.costUsd).toBe(0);
});

it('with both down it is tried again later, and the money of calls that never counted comes back', async () => {
  await budget(1);
  for (const vendor of ['openai', 'gemini'] as const) await control(vendor, '_faults', 'PUT', DOWN);
  await expect(tenant.answer(tenant.message(QUESTION), modelProvider(config()))).rejects.toMatchObject({
    name: 'TransientError',
  });
  expect(await spent()).toMatchObject({ costUsd: 0, stage: 'NORMAL' });
});

it('a call that hangs, or whose line breaks, counts at its most', async () => {
  await control('openai', '_faults', 'PUT', { drop: true });
  const embeddings = paidByTenant(tenant.ctx(), embeddingProvider(config()));
  await expect(embeddings.embed(['delivery'], 'question', new AbortController().signal)).rejects.toThrow();
  const [{ calls: asked, costUsd } = { calls: 0, costUsd: 0 }] = (await spent()).byModel;
  expect(asked).toBe(2);
  expect(costUsd).toBeGreaterThan(0);
});

it('what documents and questions cost to embed is spent too', async () => {
  const embeddings = paidByTenant(tenant.ctx(), embeddingProvider(config()));
  const { call } = await embeddings.embed(['delivery', 'returns'], 'passage', new AbortController().signal);
  expect(await spent()).toMatchObject({ costUsd: call.costUsd, byModel: [{ model: 'text-embedding-3-small', calls: 1 }] });
});

it('a call that nobody waits for any more when its money is there is not made, and costs nothing', async () => {
  const embeddings = paidByTenant(tenant.ctx(), embeddingProvider(config()));
  const nobody = new AbortController();
  const asked = embeddings.embed(['delivery'], 'question', nobody.signal);
  nobody.abort(new Error('nobody waits'));
  await expect(asked).rejects.toThrow('nobody waits');
  expect(await calls('openai')).toBe(0);
  expect(await spent()).toMatchObject({ costUsd: 0, byModel: [] });
  const rows = await tenant.ctx().em.execute(`select reserved::int from "${schemaOf(tenant.tenant)}".spend_month`);
  expect(rows).toEqual([{ reserved: 0 }]);
});

it('a tenant whose models are built in is never written to', async () => {
  await budget(1);
  await tenant.answer(tenant.message(QUESTION));
  expect(await spent()).toMatchObject({ costUsd: 0, byModel: [], stage: 'NORMAL' });
  expect(await readMonth(tenant.ctx())).toMatchObject({ exists: false });
});
