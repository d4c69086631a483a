import { afterAll, beforeAll, expect, it } from 'vitest';
import { messageReceived } from '#schema/events/message-received.v1.ts';
import { builtInVectors } from '../connectors/choose-vectors.ts';
import { localModelProvider } from '../connectors/local-model-provider.ts';
import { meaningEmbeddingProvider } from '../connectors/meaning-embedding-provider.ts';
import { noSentenceEncoder, type SentenceEncoder } from '../connectors/sentence-encoder/sentence-encoder.ts';
import { answerMessageConsumer } from '../consumers/answer-message.ts';
import { type AiTenant, makeAiTenant } from '../testing/make-ai-tenant.ts';

/** Knows one meaning, notes who asks, and may not be there. */
const asked: { text: string; priority: string }[] = [];
let isThere = true;
const encoder: SentenceEncoder = {
  model: 'one-meaning',
  dimension: 8,
  encode: async (texts, { priority }) => {
    asked.push(...texts.map((text) => ({ text, priority })));
    await Promise.resolve();
    return isThere ? texts.map(() => Float32Array.of(1, 0, 0, 0, 0, 0, 0, 0)) : null;
  },
};
const vectors = builtInVectors(meaningEmbeddingProvider({ ...noSentenceEncoder, ...encoder }));
const models = localModelProvider();

let tenant: AiTenant;
beforeAll(async () => {
  tenant = await makeAiTenant({ vectors });
});
afterAll(() => tenant.close());

const deliver = (event: ReturnType<AiTenant['message']>) =>
  tenant.deliver(answerMessageConsumer({ models, search: tenant.search, encoder }), messageReceived, event);

it('a message becomes a vector once, whoever compares it', async () => {
  asked.length = 0;
  const event = tenant.message('@shop How much does delivery cost?\n> What did you say?');
  await deliver(event);
  expect(asked.map(({ priority }) => priority)).toEqual(['message']);
  expect(asked[0]?.text).not.toContain('What did you say');
  expect((await tenant.runOf(event)).status).not.toBe('RUNNING');
});

it('a message whose vector does not come is answered by its words', async () => {
  isThere = false;
  const event = tenant.message('How much does delivery cost?');
  await deliver(event);
  const run = await tenant.runOf(event);
  isThere = true;
  expect(run.draftText).not.toBeNull();
  expect(run.intent).not.toBeNull();
});
