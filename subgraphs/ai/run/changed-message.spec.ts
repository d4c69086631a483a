import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messageRetracted } from '#schema/events/message-retracted.v1.ts';
import { localModelProvider } from '../connectors/local-model-provider.ts';
import { answerMessageConsumer } from '../consumers/answer-message.ts';
import { approveReview } from '../review/approve-review.ts';
import { claimReview } from '../review/claim-review.ts';
import { expireReviews } from '../review/expire-reviews.ts';
import { type AiTenant, HOUR_MS, makeAiTenant, type Received } from '../testing/make-ai-tenant.ts';
import { findRunOfMessage } from './find-run.ts';
import { Run } from './run.entity.ts';

let tenant: AiTenant;
beforeAll(async () => {
  tenant = await makeAiTenant();
});
afterAll(() => tenant.close());

const SURE = 'Hello, how much does delivery cost?';
const UNSURE = 'Does the astronaut training include a real rocket launch?';

const edited = (event: Received, text: string): Received => ({
  ...event,
  data: { ...event.data, revision: event.data.revision + 1 },
  personal: { ...event.personal!, text },
});
const runsOf = ({ data }: Received): Promise<Run[]> =>
  tenant.ctx().em.find(Run, { messageId: data.messageId }, { orderBy: { revision: 'asc' } });
const retract = ({ data: { messageId, conversationId, contactId, revision } }: Received): Promise<void> =>
  tenant.deliver(answerMessageConsumer({ models: localModelProvider(), search: tenant.search }), messageRetracted, {
    key: conversationId,
    data: { messageId, conversationId, contactId, revision: revision + 1, retractedAt: tenant.clock.now().toISOString() },
  });

describe('a message that was edited', () => {
  it('has a run for its new text, which supersedes the review of the old one, and is the message’s run', async () => {
    const event = tenant.message(UNSURE);
    await tenant.answer(event);
    const old = await tenant.reviewOf(event);
    await tenant.answer(edited(event, SURE));
    const [first, second] = await runsOf(event);
    expect([first, second]).toMatchObject([
      { revision: 1, status: 'SUPERSEDED' },
      { revision: 2, status: 'AUTO_REPLIED' },
    ]);
    expect((await tenant.review(old!.id)).status).toBe('SUPERSEDED');
    expect(await findRunOfMessage(tenant.ctx(), event.data.messageId)).toMatchObject({ id: second?.id });
  });

  it('has one run for each text, however often it is delivered', async () => {
    const event = tenant.message(SURE);
    for (const each of [event, event, edited(event, UNSURE), edited(event, UNSURE), event]) await tenant.answer(each);
    expect(await runsOf(event)).toHaveLength(2);
  });
});

describe('a message that was taken back', () => {
  it('is reviewed by nobody, and nothing of it is kept with its run', async () => {
    const event = tenant.message(UNSURE);
    await tenant.answer(event);
    const review = await tenant.reviewOf(event);
    await retract(event);
    await retract(event);
    expect((await tenant.review(review!.id)).status).toBe('SUPERSEDED');
    const [run] = await runsOf(event);
    expect(run).toMatchObject({ status: 'SUPERSEDED', analysis: null, draftText: null, stepTexts: null });
  });

  it('keeps what its run cost and how it ended', async () => {
    const event = tenant.message(SURE);
    await tenant.answer(event);
    await retract(event);
    expect(await runsOf(event)).toMatchObject([{ status: 'AUTO_REPLIED', steps: expect.arrayContaining([expect.anything()]) }]);
  });
});

describe('a reply window that is longer for a person', () => {
  const windows = (machineHours: number, personHours: number) => {
    const at = (hours: number) => new Date(tenant.clock.now().getTime() + hours * HOUR_MS).toISOString();
    return { replyWindowClosesAt: at(machineHours), personReplyWindowClosesAt: at(personHours) };
  };
  const approve = async (id: string) => {
    const graph = tenant.graph('member-1', ['reviews:decide']);
    const claimed = await graph.transaction((tx) => claimReview(tx, id));
    const token = 'claimToken' in claimed ? claimed.claimToken : 0;
    return graph.transaction((tx) => approveReview(tx, { id, token, text: 'Yes.', idempotencyKey: null }));
  };

  it('keeps a review open until a person may not answer any more either', async () => {
    const { id, dueAt } = await tenant.makeReview(windows(1, 3));
    expect(dueAt).toEqual(new Date(tenant.clock.now().getTime() + HOUR_MS));
    tenant.clock.advance(2 * HOUR_MS);
    await tenant.transaction(expireReviews);
    expect((await tenant.review(id)).status).toBe('PENDING');
    expect(await approve(id)).toMatchObject({ status: 'SENDING' });
    const late = await tenant.makeReview(windows(1, 3));
    tenant.clock.advance(4 * HOUR_MS);
    await tenant.transaction(expireReviews);
    expect((await tenant.review(late.id)).status).toBe('EXPIRED');
  });

  it('hands over to a person what the machine is too late for, with its draft', async () => {
    const event = tenant.message(SURE, windows(-1, 3));
    await tenant.answer(event);
    expect(await tenant.reviewOf(event)).toMatchObject({ status: 'PENDING', reason: 'POLICY' });
    expect(await tenant.runOf(event)).toMatchObject({ draftText: expect.anything() });
  });

  it('is the machine’s own where the event does not say another', async () => {
    const event = tenant.message(SURE, { replyWindowClosesAt: new Date(tenant.clock.now().getTime() - 1000).toISOString() });
    await tenant.answer(event);
    expect(await tenant.runOf(event)).toMatchObject({ status: 'NO_REPLY' });
  });
});
