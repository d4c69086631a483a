import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#kernel/persistence/new-id.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { messageReceived } from '#schema/events/message-received.v1.ts';
import { localModelProvider } from '../connectors/local-model-provider.ts';
import { answerMessageConsumer } from '../consumers/answer-message.ts';
import { expireRunTexts } from '../run/expire-run-texts.ts';
import type { Run } from '../run/run.entity.ts';
import type { Intent } from '../run/run-enums.ts';
import { type AiTenant, makeAiTenant } from '../testing/make-ai-tenant.ts';
import { correctRun, type RunCorrection } from './correct-run.ts';
import { readIntentLearning } from './read-intent-learning.ts';
import { TenantClassifiers } from './tenant-classifiers.ts';

let tenant: AiTenant;
const models = localModelProvider();
beforeAll(async () => {
  tenant = await makeAiTenant({ knowledge: [] });
});
afterAll(() => tenant.close());

const arrive = async (text: string, classifiers: TenantClassifiers): Promise<Run> => {
  const event = tenant.message(text);
  await tenant.deliver(answerMessageConsumer({ models, search: tenant.search, classifiers }), messageReceived, event);
  return tenant.runOf(event);
};
const correct = (id: string, said: Partial<RunCorrection>) =>
  tenant.transaction((tx) => correctRun(tx, id, { intent: null, isSpam: null, passageId: null, ...said }));
const learned = async (): Promise<TenantClassifiers> => {
  const classifiers = new TenantClassifiers();
  await classifiers.refresh(tenant.ctx());
  return classifiers;
};

it('what a member says of messages is known to the next one like them, and forgotten with their texts', async () => {
  const plain = new TenantClassifiers();
  const jargon = ['the zorblax is quux again', 'our zorblax went quux today', 'zorblax quux since monday'];
  const runs: Run[] = [];
  for (const text of jargon) runs.push(await arrive(text, plain));
  const before = (await arrive('quux zorblax here', plain)).intent as Intent;
  const other: Intent = before === 'COMPLAINT' ? 'SALES' : 'COMPLAINT';
  for (const run of runs) await correct(run.id, { intent: other });

  const after = await arrive('quux zorblax here', await learned());
  expect(after.intent).toBe(other);
  // the run that was corrected stays as it was decided
  expect((await tenant.run(runs[0]?.id ?? '')).intent).toBe(runs[0]?.intent);
  expect(await readIntentLearning(tenant.ctx())).toMatchObject({ corrections: 3, inForce: 3, since: tenant.clock.now() });
  expect(await readIntentLearning(tenant.other())).toMatchObject({ corrections: 0, inForce: 0, since: null });

  const holding = await learned();
  for (const { conversationId, messageId } of runs)
    await tenant.transaction((tx) => expireRunTexts(tx, { conversationId, messageIds: [messageId] }));
  expect(await readIntentLearning(tenant.ctx())).toMatchObject({ corrections: 3, inForce: 0 });
  await holding.refresh(tenant.ctx());
  expect((await arrive('quux zorblax here', holding)).intent).toBe(before);
});

it('the words of a correction stand nowhere in clear', async () => {
  const run = await arrive('my secret plumbus is broken', new TenantClassifiers());
  await correct(run.id, { intent: 'SUPPORT' });
  const [row] = await tenant
    .ctx()
    .em.execute<{ row: string; text: Buffer }[]>(
      `select c::text as row, c.text, c.corrected_by from "${schemaOf(tenant.tenant)}".correction c where run_id = ?`,
      [run.id],
    );
  expect(row?.text).toBeInstanceOf(Buffer);
  expect(row?.row).not.toContain('plumbus');
  expect(row?.text.toString('latin1')).not.toContain('plumbus');
});

it('spam is an intent, not spam confirms what was found, and the last word counts', async () => {
  const run = await arrive('How much does delivery cost?', new TenantClassifiers());
  const said = async () => {
    const [row] = await tenant
      .ctx()
      .em.execute<{ intent: string }[]>(`select intent from "${schemaOf(tenant.tenant)}".correction where run_id = ?`, [run.id]);
    return row?.intent;
  };
  await correct(run.id, { isSpam: true });
  expect(await said()).toBe('SPAM');
  await correct(run.id, { isSpam: false });
  expect(await said()).toBe(run.intent);
});

it('a correction that says nothing, or two things at once, or names what is not there, is refused', async () => {
  const { id } = await arrive('How much does delivery cost?', new TenantClassifiers());
  await expect(correct(id, {})).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  await expect(correct(id, { intent: 'SALES', isSpam: true })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  await expect(correct(id, { passageId: newId() })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(correct(newId(), { intent: 'SALES' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
