import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { messageReceived } from '#schema/events/message-received.v1.ts';
import type { Intent } from '../agents/intent.ts';
import { localModelProvider } from '../connectors/local-model-provider.ts';
import { type EncodeOptions, noSentenceEncoder, type SentenceEncoder } from '../connectors/sentence-encoder/sentence-encoder.ts';
import { answerMessageConsumer } from '../consumers/answer-message.ts';
import { expireRunTexts } from '../run/expire-run-texts.ts';
import type { Run } from '../run/run.entity.ts';
import { type AiTenant, makeAiTenant } from '../testing/make-ai-tenant.ts';
import { correctRun } from './correct-run.ts';
import { SeedLearning } from './seed-learning.ts';
import { TenantClassifiers } from './tenant-classifiers.ts';

const models = localModelProvider();
let tenant: AiTenant;
let folder: URL;
let path: string;
beforeAll(async () => {
  path = await mkdtemp(join(tmpdir(), 'tenant-classifiers-'));
  folder = pathToFileURL(`${path}/`);
  tenant = await makeAiTenant({ knowledge: [] });
});
afterAll(async () => {
  await tenant.close();
  await rm(path, { recursive: true });
});

/** Knows that two words that nobody ever wrote mean the same; all else points anywhere. */
class TwoWords implements SentenceEncoder {
  readonly model = 'two-words';
  readonly dimension = 16;
  readonly asked: string[] = [];
  isThere = true;
  readonly start = noSentenceEncoder.start;
  readonly close = noSentenceEncoder.close;
  async encode(texts: readonly string[], { priority }: EncodeOptions): Promise<readonly Float32Array[] | null> {
    if (!this.isThere) return null;
    if (priority === 'background') this.asked.push(...texts);
    return texts.map((text) => {
      const own = [...text].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 1_000;
      const vector = Float32Array.from({ length: 16 }, (_, at) => (at === 0 ? 0 : Math.sin(own * (at + 1))));
      if (/zorblax|plumbus/.test(text)) vector.fill(0).fill(1, 0, 1);
      const length = Math.hypot(...vector);
      return vector.map((value) => value / length);
    });
  }
}

const arrive = async (text: string, classifiers?: TenantClassifiers, encoder?: SentenceEncoder): Promise<Run> => {
  const event = tenant.message(text);
  const tools = { models, search: tenant.search, ...(classifiers && { classifiers }), ...(encoder && { encoder }) };
  await tenant.deliver(answerMessageConsumer(tools), messageReceived, event);
  return tenant.runOf(event);
};
const correct = (id: string, intent: Intent) =>
  tenant.transaction((tx) => correctRun(tx, id, { intent, isSpam: null, passageId: null }));

it('a corrected message is known by what it means, too, and the same words without a vector by their words', async () => {
  const encoder = new TwoWords();
  const seeds = new SeedLearning(encoder, folder);
  await seeds.learn();
  const classifiers = new TenantClassifiers(encoder, seeds);
  const like = 'what about the plumbus?';
  const before = await arrive(like, classifiers, encoder);
  const other: Intent = before.intent === 'COMPLAINT' ? 'SALES' : 'COMPLAINT';
  const corrected: Run[] = [];
  const words = ['the', 'a quux', 'hello', 'where is the', 'great', 'my', 'it'];
  for (const word of words) corrected.push(await arrive(`${word} zorblax`));
  for (const { id } of corrected) await correct(id, other);
  await classifiers.refresh(tenant.ctx());

  const learned = classifiers.of(tenant.ctx());
  const [meaning] = (await encoder.encode([like], { priority: 'message' })) ?? [];
  const likely = (vector?: Float32Array | null): number => learned?.classify(like, vector).probabilities[other] ?? 0;
  expect(likely(meaning)).toBeGreaterThan(3 * likely());
  // shed: nobody says what it means, and these words were never corrected
  expect((await arrive(like, classifiers)).intent).toBe((await arrive(like)).intent);
  expect((await arrive('quux zorblax', classifiers)).intent).toBe(other);

  // each is asked for once, and the vector of a text that expired went with it
  for (const { conversationId, messageId } of corrected)
    await tenant.transaction((tx) => expireRunTexts(tx, { conversationId, messageIds: [messageId] }));
  await classifiers.refresh(tenant.ctx());
  const asked = encoder.asked.length;
  await correct((await arrive('my zorblax')).id, other);
  await correct((await arrive('one more zorblax')).id, other);
  await classifiers.refresh(tenant.ctx());
  await correct((await arrive('the last zorblax')).id, other);
  await classifiers.refresh(tenant.ctx());
  expect(encoder.asked.slice(asked).sort()).toEqual(['my zorblax', 'one more zorblax', 'the last zorblax']);
});

it('a correction is in force by its words while the encoder does not answer, and by its meaning once it does', async () => {
  const encoder = new TwoWords();
  encoder.isThere = false;
  const seeds = new SeedLearning(encoder, folder);
  const classifiers = new TenantClassifiers(encoder, seeds);
  await correct((await arrive('> it says zorblax here\ngribble frobnicate')).id, 'PRAISE');
  await classifiers.refresh(tenant.ctx());
  await seeds.learn();
  const corrected = classifiers.of(tenant.ctx());
  expect(corrected?.classify('gribble frobnicate').intent).toBe('PRAISE');

  encoder.isThere = true;
  tenant.clock.advance(20_000);
  const asked = encoder.asked.length;
  await classifiers.refresh(tenant.ctx());
  const asks = encoder.asked.slice(asked).map((text) => text.trim());
  expect(asks).toContain('gribble frobnicate');
  // the sender's own words alone: what was quoted is somebody else's
  expect(asks.join()).not.toContain('it says');
  expect(classifiers.of(tenant.ctx())).not.toBe(corrected);
});

it('a tenant that corrected nothing has what the seeds mean, and words alone until that is known', async () => {
  const encoder = new TwoWords();
  const seeds = new SeedLearning(encoder, folder);
  const classifiers = new TenantClassifiers(encoder, seeds);
  expect(classifiers.of(tenant.other())).toBeNull();
  await expect.poll(() => classifiers.of(tenant.other()), { timeout: 20_000 }).not.toBeNull();
  expect(classifiers.of(tenant.other())).toBe(seeds.classifier);
});

it('learning gives way to messages', async () => {
  const seeds = new SeedLearning(new TwoWords(), folder);
  let turns = 0;
  let isLearned = false;
  const count = (): void => {
    turns += 1;
    if (!isLearned) setImmediate(count);
  };
  setImmediate(count);
  await seeds.learn();
  isLearned = true;
  expect(turns).toBeGreaterThan(100);
});
