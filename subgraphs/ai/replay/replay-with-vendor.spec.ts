import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { outsideConfig } from '#kernel/testing/outside-config.ts';
import { type Simulators, startSimulators } from '../../../simulators/start-simulators.ts';
import { builtInVectors } from '../connectors/choose-vectors.ts';
import { embeddingProvider, modelProvider } from '../connectors/model-providers.ts';
import { type SettingsChanges, updateAiSettings } from '../settings/update-ai-settings.ts';
import { toUsd } from '../spend/budget-stage.ts';
import { readMonth } from '../spend/read-month.ts';
import { readSpend } from '../spend/read-spend.ts';
import { decideMessage } from '../testing/decide-message.ts';
import { type AiTenant, makeAiTenant } from '../testing/make-ai-tenant.ts';
import type { ProposalInput } from './proposal.ts';
import { readRedraft } from './read-redraft.ts';
import { findReplayOrFail } from './replay-row.ts';
import { startDecisionReplay } from './start-decision-replay.ts';
import { tendReplays } from './tend-replays.ts';

let tenant: AiTenant;
let simulators: Simulators;
beforeAll(async () => {
  simulators = await startSimulators({ port: 0 });
});
afterAll(() => simulators.close());

const KEYS = { openai: 'sk-sim-run', gemini: 'AIza-sim-run' };
const DOWN = { status: 503, body: { error: { message: 'overloaded', type: 'server_error', param: null, code: null } } };

describe.each(['openai', 'gemini'] as const)('a replay with %s', (vendor) => {
  const tools = () => {
    const { openai, gemini } = outsideConfig(`http://127.0.0.1:${simulators.port}`);
    const config = { openai, gemini, [vendor]: { ...{ openai, gemini }[vendor], apiKey: KEYS[vendor] } };
    return { models: modelProvider(config), vectors: builtInVectors(embeddingProvider(config)) };
  };
  const control = async (address: string, method: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`http://127.0.0.1:${simulators.port}/${vendor}/${address}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return response.json();
  };
  const calls = async (): Promise<number> => ((await control('_journal', 'GET')) as unknown[]).length;

  beforeAll(async () => {
    tenant = await makeAiTenant({ vectors: tools().vectors });
    await change({ autoReply: false, confidenceThreshold: 0.1 });
    await decideMessage(tenant, 'How much does delivery cost?');
    await decideMessage(tenant, 'What does delivery cost?');
    await control('_journal', 'DELETE');
  });
  afterAll(() => tenant.close());
  afterEach(async () => {
    await change({ monthlyBudgetUsd: null });
    await control('_faults', 'DELETE');
    await control('_next', 'DELETE');
    await control('_journal', 'DELETE');
  });
  const change = (changes: SettingsChanges) => tenant.transaction((tx) => updateAiSettings(tx, changes, { store: 'postgres' }));

  const order = (maxCostUsd: number, proposal: ProposalInput = { persona: 'Very formal.' }) => ({
    ...{ ...proposal, last: 100, maxErrorRate: null, maxCostUsd },
  });
  const start = (maxCostUsd: number, proposal?: ProposalInput) =>
    startDecisionReplay(tenant.ctx(), tools(), order(maxCostUsd, proposal));
  const turn = () => tendReplays(tenant.ctx(), { ...tools(), searches: new Map() }, 60_000);
  const find = (id: string) => findReplayOrFail(tenant.ctx(), id);
  const setMaximum = (id: string, nano: number) =>
    tenant
      .ctx()
      .em.execute(`update "${schemaOf(tenant.ctx().tenant)}".decision_replay set max_cost = ? where id = ?`, [nano, id]);

  it('begins only within the maximum that the caller names, and says what it may cost', async () => {
    await expect(start(0)).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringMatching(/may cost up to 0\.\d{4} US dollars/),
    });
    expect(await calls()).toBe(0);
    await change({ monthlyBudgetUsd: 0.000_001 });
    await expect(start(1)).rejects.toMatchObject({ message: expect.stringContaining("month's budget leaves") });
    expect(await calls()).toBe(0);
  });

  it('writes other drafts, which cost what the spend shows as its own, and no more than was estimated', async () => {
    const answer = { outcome: 'ANSWERED', supported_share: 1, completeness: 1, confidence: 1, used_passages: [1] };
    const { id, estimate } = await start(1);
    await control('_next', 'POST', [
      { content: { ...answer, text: 'Delivery takes two working days, Madam.' } },
      { content: { ...answer, text: 'Delivery costs 3.50 euros, Sir.' } },
    ]);
    // one after the other: the queue answers whoever asks first
    await turn();
    const row = await find(id);
    expect(row.failure).toBeNull();
    expect(row).toMatchObject({ status: 'DONE', done: 2, report: { decisions: 2 } });
    const redrafts = await Promise.all((row.report?.flips ?? []).map(({ runId }) => readRedraft(tenant.ctx(), id, runId)));
    expect(redrafts.some((text) => /Madam|Sir/.test(text ?? ''))).toBe(true);
    expect(row.spent).toBeGreaterThan(0);
    expect(row.spent).toBeLessThanOrEqual(estimate);
    expect(row.report?.making.proposed.costUsd).toBeGreaterThan(0);
    expect(row.report?.making.inForce.costUsd).toBe(0);
    tenant.clock.advance(1);
    const spend = await readSpend(tenant.ctx(), {});
    expect(spend.byAgent).toContainEqual(expect.objectContaining({ name: 'DECISION_REPLAY', costUsd: toUsd(row.spent) }));
    expect(spend.perConversationUsd ?? 0).toBe(0);
  });

  it('looks up proposed knowledge by its meaning too, and pays for that from its own maximum', async () => {
    const embedded = async () => (await readSpend(tenant.ctx(), {})).byAgent.find(({ name }) => name === 'EMBEDDING')?.calls ?? 0;
    const before = await embedded();
    const { id } = await start(1, { knowledge: [{ title: 'Couriers', text: 'The courier brings parcels for 7.50 euros.' }] });
    await control('_journal', 'DELETE');
    await turn();
    expect(await find(id)).toMatchObject({ status: 'DONE', done: 2 });
    const paths = ((await control('_journal', 'GET')) as { path: string }[]).map(({ path }) => path);
    // the new passage once, and each of two questions
    expect(paths.filter((path) => /embed/i.test(path))).toHaveLength(3);
    tenant.clock.advance(1);
    expect(await embedded()).toBe(before);
  });

  it('at its maximum it stops and says so, and the budget of messages stays open', async () => {
    const { id, estimate } = await start(1);
    await change({ monthlyBudgetUsd: 5 });
    await setMaximum(id, Math.round(estimate / 4));
    await turn();
    expect(await find(id)).toMatchObject({ status: 'FAILED', failure: expect.stringContaining('maximum') });
    expect((await find(id)).spent).toBeLessThanOrEqual(estimate / 4);
    expect((await readMonth(tenant.ctx())).exhaustedAt).toBeNull();
  });

  it('a budget that is spent meanwhile ends it, and closes nothing', async () => {
    const { id } = await start(1);
    await change({ monthlyBudgetUsd: 0.000_001 });
    await turn();
    expect(await find(id)).toMatchObject({ status: 'FAILED', failure: expect.stringContaining("month's budget") });
    expect((await readMonth(tenant.ctx())).exhaustedAt).toBeNull();
  });

  it('a vendor that is down is asked again later, and what stands by then is kept', async () => {
    const { id } = await start(1);
    await control('_faults', 'PUT', DOWN);
    await turn();
    expect(await find(id)).toMatchObject({ status: 'RUNNING', done: 0 });
    await control('_faults', 'DELETE');
    await turn();
    expect(await find(id)).toMatchObject({ status: 'DONE', done: 2 });
    const { id: next } = await start(1);
    await control('_faults', 'PUT', DOWN);
    tenant.clock.advance(3_700_000);
    await turn();
    expect(await find(next)).toMatchObject({ status: 'FAILED', failure: expect.stringContaining('No model answered') });
  });

  it('a refused key ends it at once, and a text that the model declines is one without a draft', async () => {
    const { id } = await start(1);
    await control('_next', 'POST', [{ content: '{"outcome":', finishReason: vendor === 'openai' ? 'length' : 'MAX_TOKENS' }]);
    await turn();
    const { status, report } = await find(id);
    expect(status).toBe('DONE');
    expect(report?.flips).toEqual(expect.arrayContaining([expect.objectContaining({ verdictNow: null, sentNow: false })]));
    const { id: refused } = await start(1);
    await control('_faults', 'PUT', { status: 403, body: {} });
    await turn();
    expect(await find(refused)).toMatchObject({ status: 'FAILED', failure: expect.stringContaining('refuses') });
  });

  it('other models read the message again and pay for both calls', async () => {
    const { id } = await start(1, { otherModels: true });
    await tenant
      .ctx()
      .em.execute(`update "${schemaOf(tenant.ctx().tenant)}".decision_replay set is_foreground = false where id = ?`, [id]);
    await turn();
    expect(await find(id)).toMatchObject({ status: 'DONE', done: 2 });
    const bodies = (await control('_journal', 'GET')) as { path?: string }[];
    expect(bodies.length).toBeGreaterThanOrEqual(4);
  });
});
