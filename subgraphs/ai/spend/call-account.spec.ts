import { afterAll, beforeAll, expect, it } from 'vitest';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
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
