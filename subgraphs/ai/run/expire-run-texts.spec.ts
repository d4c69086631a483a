import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#kernel/persistence/new-id.ts';
import { contentExpired } from '#schema/events/content-expired.v1.ts';
import { expireTextsConsumer } from '../consumers/expire-texts.ts';
import { approveReview } from '../review/approve-review.ts';
import { claimReview } from '../review/claim-review.ts';
import { Review } from '../review/review.entity.ts';
import { type AiTenant, makeAiTenant } from '../testing/make-ai-tenant.ts';

let tenant: AiTenant;
beforeAll(async () => {
  tenant = await makeAiTenant();
});
afterAll(() => tenant.close());

const expire = (conversationId: string, messageIds: string[]) =>
  tenant.deliver(expireTextsConsumer, contentExpired, {
    key: conversationId,
    data: { channelId: newId(), conversationId, contactId: newId(), messageIds, keptSince: null },
  });

it('what was made of a message goes with it, and nothing of another; what was decided stays', async () => {
  const [old, young] = [tenant.message('What does delivery cost?'), tenant.message('What does delivery cost?')];
  await tenant.answer(old);
  await tenant.answer(young);
  await expire(old.data.conversationId, [old.data.messageId, newId()]);
  const run = await tenant.runOf(old);
  expect(run).toMatchObject({ analysis: null, draftText: null, stepTexts: null });
  expect(run.intent).not.toBeNull();
  expect(await tenant.runOf(young)).toMatchObject({
    analysis: expect.any(Uint8Array),
    draftText: expect.any(Uint8Array),
    stepTexts: expect.any(Uint8Array),
  });
});

it('a reviewer’s text goes with the message that was answered, or with the reply that it became', async () => {
  for (const by of ['message', 'reply'] as const) {
    const { id } = await tenant.makeReview();
    const ana = tenant.graph('ana', []);
    const claimed = await ana.transaction((tx) => claimReview(tx, id));
    if (!(claimed instanceof Review)) throw new Error('not claimed');
    await ana.transaction((tx) =>
      approveReview(tx, { id, token: claimed.claimToken, text: 'Sorry, no rocket.', idempotencyKey: null }),
    );
    const replyMessageId = newId();
    await tenant.ctx().em.nativeUpdate(Review, { id }, { replyMessageId });
    const { conversationId, runId } = await tenant.review(id);
    const { messageId } = await tenant.run(runId);
    await expire(conversationId, [newId()]);
    expect((await tenant.review(id)).finalText).not.toBeNull();
    await expire(conversationId, [by === 'reply' ? replyMessageId : messageId]);
    expect(await tenant.review(id)).toMatchObject({ finalText: null, decidedBy: 'ana' });
  }
});
