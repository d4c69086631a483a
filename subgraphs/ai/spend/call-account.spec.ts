import { afterAll, beforeAll, expect, it } from 'vitest';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { BudgetBusy } from '../connectors/payer.ts';
import { updateAiSettings } from '../settings/update-ai-settings.ts';
import { type AiTenant, makeAiTenant } from '../testing/make-ai-tenant.ts';
import { CallAccount } from './call-account.ts';

let tenant: AiTenant;
beforeAll(async () => {
  tenant = await makeAiTenant({ knowledge: [] });
});
afterAll(() => tenant.close());

const origin = { runId: null, conversationId: null };
const call = {
  provider: 'openai',
  model: 'gpt-5.4-mini',
  work: 'EMBEDDING',
  intent: null,
  isCheapest: false,
  mostNanoUsd: 500,
} as const;
const bill = { kind: 'COUNTED', inputTokens: 1, outputTokens: 1, costNanoUsd: 100, failed: false } as const;
const month = async (): Promise<unknown> => {
  const [row] = await tenant.ctx().em.execute(`select spent::int, reserved::int from "${schemaOf(tenant.tenant)}".spend_month`);
  return row;
};

it('a bill waits for the next reservation, for what ends the run, or for the end: and counts once', async () => {
  const account = new CallAccount(tenant.ctx(), { isOpen: true });
  const { id: first } = await account.reserve(origin, call);
  await account.settle(first, bill);
  expect(await month()).toEqual({ spent: 0, reserved: 500 });
  const { id: second } = await account.reserve(origin, call);
  expect(await month()).toEqual({ spent: 100, reserved: 500 });
  await account.settle(second, bill);
  const rolledBack = tenant.transaction(async (tx) => {
    await account.writeWith(tx);
    await tx.em.execute('select 1');
    throw new Error('the lease is lost');
  });
  await expect(rolledBack).rejects.toThrow('the lease is lost');
  expect(await month()).toEqual({ spent: 100, reserved: 500 });
  // committed, and the process did not get as far as to take note of it
  await tenant.transaction((tx) => account.writeWith(tx));
  expect(await month()).toEqual({ spent: 200, reserved: 0 });
  const { id: third } = await account.reserve(origin, call);
  await account.settle(third, bill);
  await account.close();
  await account.close();
  expect(await month()).toEqual({ spent: 300, reserved: 0 });
});

it('a bill that comes behind the end is written at once', async () => {
  const before = (await month()) as { spent: number };
  const account = new CallAccount(tenant.ctx(), { isOpen: true });
  const { id } = await account.reserve(origin, call);
  await account.close();
  await account.settle(id, { kind: 'UNKNOWN' });
  expect(await month()).toEqual({ spent: before.spent + 500, reserved: 0 });
});

it('a question and its analysis are paid in one trip, and one by one where not both can be', async () => {
  await tenant.transaction((tx) => updateAiSettings(tx, { monthlyBudgetUsd: 0.000_003 }, { store: 'postgres' }));
  const before = (await month()) as { spent: number };
  const account = new CallAccount(tenant.ctx(), { isOpen: true });
  const analysis = { ...call, work: 'INTENT_CLASSIFIER' } as const;
  const [one, two] = await Promise.all([account.reserve(origin, call), account.reserve(origin, analysis)]);
  expect(one.id).not.toBe(two.id);
  expect(one.standing).toEqual(two.standing);
  expect(await month()).toEqual({ spent: before.spent, reserved: 1_000 });
  const dear = { ...analysis, mostNanoUsd: 1_500 };
  const [cheap, refused] = await Promise.allSettled([account.reserve(origin, call), account.reserve(origin, dear)]);
  expect(cheap.status).toBe('fulfilled');
  expect(refused).toMatchObject({ reason: expect.any(BudgetBusy) });
  expect(await month()).toEqual({ spent: before.spent, reserved: 1_500 });
  // nobody comes along with it
  const alone = account.reserve(origin, { ...call, mostNanoUsd: 100 });
  await account.close();
  expect((await alone).id).toBeDefined();
  expect(await month()).toEqual({ spent: before.spent, reserved: 1_600 });
});
