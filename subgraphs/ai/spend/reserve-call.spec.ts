import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { BudgetBusy, BudgetSpent, type PlannedCall } from '../connectors/payer.ts';
import { updateAiSettings } from '../settings/update-ai-settings.ts';
import { type AiTenant, makeAiTenant } from '../testing/make-ai-tenant.ts';
import { stageOf } from './budget-stage.ts';
import { readMonth } from './read-month.ts';
import { readSpend } from './read-spend.ts';
import { reserveCall } from './reserve-call.ts';
import { releaseCall, settleCalls } from './settle-calls.ts';
import { tendSpend } from './tend-spend.ts';

let tenant: AiTenant;
const tenants: AiTenant[] = [];
beforeEach(async () => {
  tenant = await makeAiTenant({ knowledge: [] });
  tenants.push(tenant);
});
afterAll(() => Promise.all(tenants.map((each) => each.close())));

const budget = (monthlyBudgetUsd: number | null) =>
  tenant.transaction((tx) => updateAiSettings(tx, { monthlyBudgetUsd }, { store: 'postgres' }));
const call = (mostNanoUsd: number, overrides: Partial<PlannedCall> = {}): PlannedCall => ({
  ...{ provider: 'openai', model: 'gpt-5.4-mini', work: 'REPLY_GENERATOR', intent: 'SALES', isCheapest: true },
  mostNanoUsd,
  ...overrides,
});
const reserve = (mostNanoUsd: number, overrides?: Partial<PlannedCall>) =>
  reserveCall(tenant.ctx(), { runId: null, conversationId: null }, call(mostNanoUsd, overrides));
const counted = (costNanoUsd: number) =>
  ({ kind: 'COUNTED', inputTokens: 10, outputTokens: 5, costNanoUsd, failed: false }) as const;
const spend = async (nano: number): Promise<void> => {
  const { id } = await reserve(nano);
  await settleCalls(tenant.ctx(), [{ id, bill: counted(nano) }]);
};
const month = () => readMonth(tenant.ctx());
const reserved = async (): Promise<number> => {
  const [row] = await tenant
    .ctx()
    .em.execute<{ reserved: string }[]>(`select reserved::text from "${schemaOf(tenant.tenant)}".spend_month`);
  return Number(row?.reserved);
};
const tend = () => tendSpend(tenant.ctx(), (work) => tenant.transaction(work));

describe('a budget', () => {
  it('pays for calls up to its last billionth and for none beyond', async () => {
    await budget(0.000_001);
    await spend(999);
    await expect(reserve(2)).rejects.toBeInstanceOf(BudgetSpent);
    await budget(0.000_002);
    await spend(1_001);
    expect(await month()).toMatchObject({ spent: 2_000, budget: 2_000 });
    await expect(reserve(1)).rejects.toBeInstanceOf(BudgetSpent);
  });

  it('is never passed by calls at once, and pays for as many as it can', async () => {
    await budget(0.000_001);
    const asked = await Promise.allSettled(Array.from({ length: 40 }, () => reserve(90)));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(11);
    for (const each of asked) if (each.status === 'rejected') expect(each.reason).toBeInstanceOf(BudgetBusy);
  });

  it('that others have put aside may still pay later, one that is spent may not', async () => {
    await budget(0.000_001);
    const { id } = await reserve(600);
    await expect(reserve(600)).rejects.toBeInstanceOf(BudgetBusy);
    await settleCalls(tenant.ctx(), [{ id, bill: counted(100) }]);
    await expect(reserve(600)).resolves.toBeDefined();
    await expect(reserve(950)).rejects.toBeInstanceOf(BudgetSpent);
  });

  it('of nothing pays for nothing, and without one everything is paid and counted', async () => {
    await budget(0);
    await expect(reserve(1)).rejects.toBeInstanceOf(BudgetSpent);
    expect(stageOf(await month())).toBe('CACHE_AND_REVIEW_ONLY');
    const other = tenant.other();
    const { id } = await reserveCall(other, { runId: null, conversationId: null }, call(10_000_000_000));
    await settleCalls(other, [{ id, bill: counted(5_000_000_000) }]);
    tenant.clock.advance(1);
    expect(await readSpend(other, {})).toMatchObject({ costUsd: 5, budgetUsd: null, stage: 'NORMAL' });
  });

  it('begins anew with the next month', async () => {
    await budget(0.000_001);
    await spend(1_000);
    tenant.clock.advance(31 * 86_400_000);
    await expect(reserve(1_000)).resolves.toBeDefined();
  });
});

describe('a reservation', () => {
  it('is replaced by what the call cost, once', async () => {
    const { id } = await reserve(500);
    await settleCalls(tenant.ctx(), [{ id, bill: counted(120) }]);
    await settleCalls(tenant.ctx(), [{ id, bill: counted(120) }]);
    expect([(await month()).spent, await reserved()]).toEqual([120, 0]);
  });

  it('whose call may have been billed settles at its most, one that was refused at nothing', async () => {
    const [lost, refused] = [await reserve(500), await reserve(300)];
    await settleCalls(tenant.ctx(), [{ id: lost.id, bill: { kind: 'UNKNOWN' } }]);
    await settleCalls(tenant.ctx(), [{ id: refused.id, bill: { kind: 'FREE' } }]);
    expect([(await month()).spent, await reserved()]).toEqual([500, 0]);
  });

  it('counts from its first moment as a call that may have been billed, and gives nothing back by itself', async () => {
    const { id } = await reserve(500);
    tenant.clock.advance(299_000);
    await tend();
    expect([(await month()).spent, await reserved()]).toEqual([0, 500]);
    await releaseCall(tenant.ctx(), id);
    await releaseCall(tenant.ctx(), id);
    expect([(await month()).spent, await reserved()]).toEqual([0, 0]);
  });

  it('carries what earlier calls cost, also where it cannot be paid itself, and pays out of what they give back', async () => {
    await budget(0.000_001);
    const [one, two] = [await reserve(500), await reserve(400)];
    const bills = [one, two].map(({ id }) => ({ id, bill: counted(100) }));
    const next = () => reserveCall(tenant.ctx(), { runId: null, conversationId: null }, call(700), bills);
    await Promise.all([next(), expect(reserve(800)).rejects.toBeInstanceOf(BudgetBusy)]);
    expect([(await month()).spent, await reserved()]).toEqual([200, 700]);
    const { id } = await reserve(50);
    await expect(
      reserveCall(tenant.ctx(), { runId: null, conversationId: null }, call(900), [{ id, bill: counted(40) }]),
    ).rejects.toBeInstanceOf(BudgetSpent);
    expect([(await month()).spent, await reserved()]).toEqual([240, 700]);
  });

  it('whose process stopped behind the call counts at its most, until somebody comes back after all', async () => {
    const { id } = await reserve(500);
    tenant.clock.advance(61_000);
    await tend();
    expect([(await month()).spent, await reserved()]).toEqual([0, 500]);
    tenant.clock.advance(240_000);
    await tend();
    await tend();
    expect([(await month()).spent, await reserved()]).toEqual([500, 0]);
    await settleCalls(tenant.ctx(), [{ id, bill: counted(120) }]);
    expect([(await month()).spent, await reserved()]).toEqual([120, 0]);
  });

  it('that is given back is gone, one whose call was settled stays', async () => {
    const [waiting, asked] = [await reserve(500), await reserve(300)];
    await settleCalls(tenant.ctx(), [{ id: asked.id, bill: counted(120) }]);
    for (const { id } of [waiting, asked]) await releaseCall(tenant.ctx(), id);
    expect([(await month()).spent, await reserved()]).toEqual([120, 0]);
  });

  it('of one month that settles in the next is taken from its own', async () => {
    const { id } = await reserve(500);
    tenant.clock.advance(31 * 86_400_000);
    const { id: later } = await reserve(300);
    await settleCalls(
      tenant.ctx(),
      [id, later].map((each) => ({ id: each, bill: counted(100) })),
    );
    const rows = await tenant
      .ctx()
      .em.execute(`select spent::int, reserved::int from "${schemaOf(tenant.tenant)}".spend_month order by month`);
    expect(rows).toEqual([
      { spent: 100, reserved: 0 },
      { spent: 100, reserved: 0 },
    ]);
  });
});

describe('stages', () => {
  const alerts = async (): Promise<unknown[]> =>
    (await tenant.published('alert-raised')).map(({ data }) => [data['code'], data['severity']]);
  const resolved = async (): Promise<unknown[]> => (await tenant.published('alert-resolved')).map(({ data }) => data['codes']);
  const ALL = ['BUDGET_WARNING', 'BUDGET_CHEAPER_MODELS', 'BUDGET_CACHE_AND_REVIEW_ONLY'];

  it('are told once each, and begin anew with a larger budget', async () => {
    await budget(0.000_001);
    await spend(749);
    await tend();
    expect(await alerts()).toEqual([]);
    await spend(1);
    await tend();
    await tend();
    expect(await alerts()).toEqual([['BUDGET_WARNING', 'INFO']]);
    await spend(150);
    await tend();
    await expect(reserve(101)).rejects.toBeInstanceOf(BudgetSpent);
    // a call that would have fitted does not go out either: the stage says what it says
    await expect(reserve(1)).rejects.toBeInstanceOf(BudgetSpent);
    await tend();
    const told = [
      ['BUDGET_WARNING', 'INFO'],
      ['BUDGET_CHEAPER_MODELS', 'WARNING'],
      ['BUDGET_CACHE_AND_REVIEW_ONLY', 'CRITICAL'],
    ];
    expect([await alerts(), await resolved()]).toEqual([told, []]);
    await budget(0.001);
    await tend();
    expect(stageOf(await month())).toBe('NORMAL');
    expect(await resolved()).toEqual([ALL]);
    await spend(749_100);
    await tend();
    expect(await alerts()).toEqual([...told, ['BUDGET_WARNING', 'INFO']]);
  });

  it('are over with the budget that they were of: none at all, or another that is spent as far', async () => {
    await budget(0.000_001);
    await spend(800);
    await tend();
    await budget(0.000_001_05);
    expect(await alerts()).toEqual([
      ['BUDGET_WARNING', 'INFO'],
      ['BUDGET_WARNING', 'INFO'],
    ]);
    expect(await resolved()).toEqual([['BUDGET_WARNING']]);
    await budget(null);
    await tend();
    expect(stageOf(await month())).toBe('NORMAL');
    expect(await resolved()).toEqual([['BUDGET_WARNING'], ['BUDGET_WARNING']]);
    await spend(1_000_000);
    // a smaller one may be spent on the day that it is set
    await budget(0.000_001);
    expect((await alerts()).at(-1)).toEqual(['BUDGET_CACHE_AND_REVIEW_ONLY', 'CRITICAL']);
    expect(await resolved()).toHaveLength(2);
  });

  it('of a month end with it in UTC: the next begins at NORMAL, with the whole budget, and the team is told', async () => {
    await budget(0.000_001);
    await spend(1_000);
    await tend();
    expect(stageOf(await month())).toBe('CACHE_AND_REVIEW_ONLY');
    tenant.clock.advance(Date.parse('2026-03-31T23:59:59.999Z') - tenant.clock.now().getTime());
    await tend();
    await expect(reserve(1)).rejects.toBeInstanceOf(BudgetSpent);
    expect(await resolved()).toEqual([]);
    tenant.clock.advance(1);
    expect(stageOf(await month())).toBe('NORMAL');
    await tend();
    await tend();
    expect(await resolved()).toEqual([ALL]);
    await spend(800);
    await tend();
    expect(await alerts()).toEqual([
      ['BUDGET_CACHE_AND_REVIEW_ONLY', 'CRITICAL'],
      ['BUDGET_WARNING', 'INFO'],
    ]);
    expect(await readSpend(tenant.ctx(), { to: new Date(tenant.clock.now().getTime() + 1) })).toMatchObject({
      from: new Date('2026-04-01T00:00:00Z'),
      costUsd: 0.000_000_8,
      stage: 'WARNING',
    });
  });

  it('are told by one of two who look at once', async () => {
    await budget(0.000_001);
    await spend(950);
    await Promise.all([tend(), tend(), tend()]);
    expect(await alerts()).toEqual([['BUDGET_CHEAPER_MODELS', 'WARNING']]);
  });

  it('a dearer model that does not fit closes nothing', async () => {
    await budget(0.000_001);
    await expect(reserve(1_001, { isCheapest: false })).rejects.toBeInstanceOf(BudgetSpent);
    expect(stageOf(await month())).toBe('NORMAL');
    await expect(reserve(1_000)).resolves.toBeDefined();
  });
});

describe('spend', () => {
  it('is told by model and by day, failed calls included, those under way not', async () => {
    await budget(1);
    await spend(2_000);
    tenant.clock.advance(86_400_000);
    await spend(1_000);
    const { id } = await reserve(7_000, { provider: 'gemini', model: 'gemini-3.5-flash' });
    await reserve(9_000);
    await settleCalls(tenant.ctx(), [{ id, bill: { kind: 'UNKNOWN' } }]);
    const to = new Date(tenant.clock.now().getTime() + 1);
    expect(await readSpend(tenant.ctx(), { to })).toEqual({
      from: new Date('2026-03-01T00:00:00Z'),
      to,
      costUsd: 0.000_01,
      budgetUsd: 1,
      stage: 'NORMAL',
      byModel: [
        { provider: 'gemini', model: 'gemini-3.5-flash', calls: 1, inputTokens: 0, outputTokens: 0, costUsd: 0.000_007 },
        { provider: 'openai', model: 'gpt-5.4-mini', calls: 2, inputTokens: 20, outputTokens: 10, costUsd: 0.000_003 },
      ],
      byDay: [
        {
          day: '2026-03-02',
          calls: 1,
          costUsd: 0.000_002,
          byModel: [{ provider: 'openai', model: 'gpt-5.4-mini', calls: 1, costUsd: 0.000_002 }],
        },
        {
          day: '2026-03-03',
          calls: 2,
          costUsd: 0.000_008,
          byModel: [
            { provider: 'gemini', model: 'gemini-3.5-flash', calls: 1, costUsd: 0.000_007 },
            { provider: 'openai', model: 'gpt-5.4-mini', calls: 1, costUsd: 0.000_001 },
          ],
        },
      ],
      byAgent: [{ name: 'REPLY_GENERATOR', calls: 3, costUsd: 0.000_01 }],
      byIntent: [{ name: 'SALES', calls: 3, costUsd: 0.000_01 }],
      perConversationUsd: null,
      perApprovedReplyUsd: null,
      cacheHitRate: 0,
      savedUsd: expect.any(Number),
      savedByCacheUsd: 0,
      savedByRoutingUsd: expect.any(Number),
    });
    expect(await readSpend(tenant.ctx(), { to, intent: ['SALES', 'SPAM'] })).toMatchObject({ costUsd: 0.000_01 });
    expect(await readSpend(tenant.ctx(), { to, intent: ['SPAM'] })).toMatchObject({ costUsd: 0, byDay: [] });
    // a call about no message is on no platform
    expect(await readSpend(tenant.ctx(), { to, platform: ['X'] })).toMatchObject({ costUsd: 0, byModel: [] });
    const { byDay } = await readSpend(tenant.ctx(), { to, timeZone: 'Pacific/Kiritimati' });
    expect(byDay.reduce((calls, each) => calls + each.calls, 0)).toBe(3);
    expect(await readSpend(tenant.other(), { to })).toMatchObject({ costUsd: 0, byModel: [], byDay: [] });
    await expect(readSpend(tenant.ctx(), { from: to, to: new Date(0) })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('is kept for 400 days', async () => {
    await spend(2_000);
    const from = tenant.clock.now();
    tenant.clock.advance(399 * 86_400_000);
    await tend();
    expect((await readSpend(tenant.ctx(), { from })).costUsd).toBe(0.000_002);
    tenant.clock.advance(2 * 86_400_000);
    await tend();
    const rows = await tenant.ctx().em.execute(`select from "${schemaOf(tenant.tenant)}".model_call`);
    expect(rows).toHaveLength(0);
  });
});
