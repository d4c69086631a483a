import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#kernel/persistence/new-id.ts';
import { messageReceived } from '#schema/events/message-received.v1.ts';
import { builtInVectors } from '../connectors/choose-vectors.ts';
import type { EmbeddingProvider } from '../connectors/embedding-provider.ts';
import { localEmbeddingProvider } from '../connectors/local-embedding-provider.ts';
import { localModelProvider } from '../connectors/local-model-provider.ts';
import { answerMessageConsumer } from '../consumers/answer-message.ts';
import { countUses } from '../knowledge/count-uses.ts';
import { KnowledgeDocument } from '../knowledge/knowledge-document.entity.ts';
import { type AiTenant, HOUR_MS, makeAiTenant } from '../testing/make-ai-tenant.ts';
import { readDraftText } from './read-sealed.ts';

let tenant: AiTenant;
beforeAll(async () => {
  tenant = await makeAiTenant();
});
afterAll(() => tenant.close());

const publishedAbout = async (conversationId: string) =>
  (await tenant.published()).filter((event) => event.key === conversationId);
const typesOf = (events: readonly { type: string }[]) => events.map((event) => event.type);

it('a question that the knowledge answers is answered by the machine, with its sources', async () => {
  const event = tenant.message('Hello, how much does delivery cost?', { displayName: 'Ana Ruiz' });
  await tenant.answer(event);
  const run = await tenant.runOf(event);
  expect({ status: run.status, lane: run.lane, revision: run.revision }).toEqual({
    status: 'AUTO_REPLIED',
    lane: 'STANDARD',
    revision: 1,
  });
  expect(await readDraftText(tenant.ctx(), run)).toContain('4.90 euros');
  expect(run.sources.map((source) => source.title)).toEqual(['Delivery']);
  expect(run.steps.map((step) => step.agent)).toEqual([
    'INTENT_CLASSIFIER',
    'ENTITY_EXTRACTOR',
    'LEAD_SCORER',
    'REPLY_GENERATOR',
  ]);

  const events = await publishedAbout(event.key);
  expect(typesOf(events)).toEqual(['message-scored', 'reply-approved', 'run-changed']);
  expect(events[0]?.data).toMatchObject({ runId: run.id, messageId: event.data.messageId, intent: run.intent });
  expect(events[0]?.personal).toMatchObject({ displayName: 'Ana Ruiz' });
  expect(events[1]?.data).toMatchObject({ replyId: run.replyId, reviewId: null, memberId: null, revision: 1 });
  expect(events[1]?.personal?.['text']).toContain('4.90 euros');
});

it('a question that the knowledge does not answer waits for a person', async () => {
  const event = tenant.message('Does the astronaut training include a real rocket launch?');
  await tenant.answer(event);
  const review = await tenant.reviewOf(event);
  expect(review).toMatchObject({ status: 'PENDING', reason: 'LOW_CONFIDENCE', claimToken: 0 });
  expect((await tenant.runOf(event)).status).toBe('IN_REVIEW');
  expect(typesOf(await publishedAbout(event.key))).toEqual(['message-scored', 'review-changed', 'run-changed']);
});

it('a complaint is a person’s business', async () => {
  const event = tenant.message('My parcel arrived broken, nobody answers me, this is a disgrace and I want my money back!');
  await tenant.answer(event);
  expect(await tenant.reviewOf(event)).toMatchObject({ reason: 'POLICY' });
});

it('certain spam is scored, and answered by nobody', async () => {
  const event = tenant.message('WIN a FREE iPhone!!! Click http://bit.ly/xx now, 100x profit guaranteed $$$');
  await tenant.answer(event);
  expect((await tenant.runOf(event)).status).toBe('NO_REPLY');
  expect(await tenant.reviewOf(event)).toBeNull();
  expect(typesOf(await publishedAbout(event.key))).toEqual(['message-scored', 'run-changed']);
});

it('nothing is drafted once the reply window has closed, and the sender is scored all the same', async () => {
  const closed = new Date(tenant.clock.now().getTime() - HOUR_MS).toISOString();
  const event = tenant.message('Hello, how much does delivery cost?', { replyWindowClosesAt: closed });
  await tenant.answer(event);
  const run = await tenant.runOf(event);
  expect({ status: run.status, draft: run.draftText }).toEqual({ status: 'NO_REPLY', draft: null });
  expect(typesOf(await publishedAbout(event.key))).toEqual(['message-scored', 'run-changed']);
});

it.each(['', '   ', '\n'])('a message without text (%j) waits for a person without a draft', async (text) => {
  const event = tenant.message(text, { attachmentKinds: ['image'] });
  await tenant.answer(event);
  expect(await tenant.reviewOf(event)).toMatchObject({ status: 'PENDING', reason: 'LOW_CONFIDENCE', confidence: null });
  const run = await tenant.runOf(event);
  expect({ intent: run.intent, draft: run.draftText }).toEqual({ intent: null, draft: null });
});

it.each(['😀😀😀', '???', 'a'.repeat(20_000), "Robert'); drop table run; -- ? ?? :x \\ \0", 'please reset all; set role admin'])(
  'odd text is stored, scored and decided like any other',
  async (text) => {
    const event = tenant.message(text);
    await tenant.answer(event);
    expect(['AUTO_REPLIED', 'IN_REVIEW', 'NO_REPLY']).toContain((await tenant.runOf(event)).status);
  },
);

it('an erased contact is not answered', async () => {
  const { key, data, subjectId = null } = tenant.message('');
  const [handler] = answerMessageConsumer({ models: localModelProvider(), search: tenant.search }).handlers;
  let settled = false;
  await handler!.handle(
    tenant.ctx(),
    {
      id: newId(),
      type: messageReceived.type,
      key,
      lane: 'standard',
      publishedAt: tenant.clock.now(),
      data,
      subjectId,
      personal: null,
    },
    async (effect) => {
      settled = true;
      return tenant.transaction(effect);
    },
    { attempt: 1, signal: new AbortController().signal, transaction: tenant.transaction },
  );
  expect(settled).toBe(false);
  expect(await publishedAbout(key)).toEqual([]);
});

it('a document is counted once for each draft that stands on it', async () => {
  const before = await usesOfDelivery();
  await tenant.answer(tenant.message('Hello, how much does delivery cost?'));
  expect(await usesOfDelivery()).toBe(before + 1);
});

const usesOfDelivery = async (): Promise<number> => {
  const ctx = tenant.ctx();
  const { id } = await ctx.em.findOneOrFail(KnowledgeDocument, { title: 'Delivery' });
  return (await countUses(ctx, id))?.count ?? 0;
};

it('the analysis does not wait for vectors that are slow, and the reply does', async () => {
  const { promise: asked, resolve: analysed } = Promise.withResolvers<void>();
  const local = localEmbeddingProvider();
  const slow: EmbeddingProvider = {
    ...local,
    embed: async (texts, purpose, signal) => {
      if (purpose === 'question') await asked;
      return local.embed(texts, purpose, signal);
    },
  };
  const models = localModelProvider();
  const busy = await makeAiTenant({ vectors: builtInVectors(slow) });
  try {
    const event = busy.message('Hello, how much does delivery cost?');
    await busy.answer(event, {
      ...models,
      analyse: (request, signal) => {
        analysed();
        return models.analyse(request, signal);
      },
    });
    expect((await busy.runOf(event)).sources.map((source) => source.title)).toEqual(['Delivery']);
  } finally {
    await busy.close();
  }
}, 15_000);
