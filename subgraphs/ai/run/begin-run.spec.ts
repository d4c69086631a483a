import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { TransientError } from '#kernel/errors/delivery-error.ts';
import { heldModelProvider } from '../testing/held-model-provider.ts';
import { type AiTenant, makeAiTenant } from '../testing/make-ai-tenant.ts';

let tenant: AiTenant;
beforeAll(async () => {
  tenant = await makeAiTenant();
});
afterAll(() => tenant.close());

const QUESTION = 'Hello, how much does delivery cost?';

const publishedAbout = async (conversationId: string) =>
  (await tenant.published()).filter((event) => event.key === conversationId).map((event) => event.type);

it('the score is published while the reply is still being made', async () => {
  const models = heldModelProvider();
  const event = tenant.message(QUESTION);
  const answering = tenant.answer(event, models);
  await vi.waitFor(async () => expect(await publishedAbout(event.key)).toEqual(['message-scored', 'run-changed']), {
    timeout: 10_000,
  });
  const running = await tenant.runOf(event);
  expect(running.status).toBe('RUNNING');

  models.letGo();
  await answering;
  expect(await tenant.runOf(event)).toMatchObject({ id: running.id, status: 'AUTO_REPLIED', intent: running.intent });
  expect(await publishedAbout(event.key)).toEqual(['message-scored', 'run-changed', 'reply-approved', 'run-changed']);
});

it('a reply that fails leaves the score published; the next attempt publishes no second one and pays for no second analysis', async () => {
  const failing = heldModelProvider();
  failing.letGo(new TransientError('the model is away'));
  const event = tenant.message(QUESTION);
  await expect(tenant.answer(event, failing)).rejects.toThrow('the model is away');
  const begun = await tenant.runOf(event);
  expect(await publishedAbout(event.key)).toEqual(['message-scored', 'run-changed']);

  const models = heldModelProvider();
  models.letGo();
  await tenant.answer(event, models);
  const run = await tenant.runOf(event);
  expect({ id: run.id, status: run.status, agents: run.steps.map((step) => step.agent) }).toEqual({
    id: begun.id,
    status: 'AUTO_REPLIED',
    agents: ['INTENT_CLASSIFIER', 'ENTITY_EXTRACTOR', 'LEAD_SCORER', 'REPLY_GENERATOR'],
  });
  expect({ analyses: models.analyses, replies: models.replies }).toEqual({ analyses: 0, replies: 1 });
  expect((await publishedAbout(event.key)).filter((type) => type === 'message-scored')).toHaveLength(1);
});

it('a message that comes again after it was settled changes nothing', async () => {
  const event = tenant.message(QUESTION);
  await tenant.answer(event);
  const before = await publishedAbout(event.key);
  const models = heldModelProvider();
  await tenant.answer(event, models);
  expect(await publishedAbout(event.key)).toEqual(before);
  expect({ analyses: models.analyses, replies: models.replies }).toEqual({ analyses: 0, replies: 0 });
});

it('an open review of an older message ends as soon as the newer one is scored, and learns its successor later', async () => {
  const older = await tenant.makeReview();
  const { conversationId, contactId } = older;
  const models = heldModelProvider();
  const newer = tenant.message('And is there a rocket launch for astronauts in summer?', {
    conversationId,
    contactId,
    revision: 2,
  });
  const answering = tenant.answer(newer, models);
  await vi.waitFor(async () =>
    expect(await tenant.review(older.id)).toMatchObject({ status: 'SUPERSEDED', supersededById: null }),
  );
  expect((await tenant.run(older.runId)).status).toBe('SUPERSEDED');

  models.letGo();
  await answering;
  const successor = await tenant.reviewOf(newer);
  expect(successor?.status).toBe('PENDING');
  expect((await tenant.review(older.id)).supersededById).toBe(successor?.id);
});
