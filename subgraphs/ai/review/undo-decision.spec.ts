import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TransientError } from '#kernel/errors/delivery-error.ts';
import { newId } from '#kernel/persistence/new-id.ts';
import { messageRetracted } from '#schema/events/message-retracted.v1.ts';
import { reviewChanged } from '#schema/events/review-changed.v1.ts';
import { readDecisions } from '../confidence/read-decisions.ts';
import { localModelProvider } from '../connectors/local-model-provider.ts';
import { answerMessageConsumer } from '../consumers/answer-message.ts';
import { endHoldConsumer } from '../consumers/end-hold.ts';
import { recordDelivery } from '../run/record-delivery.ts';
import { recordRefusal } from '../run/record-refusal.ts';
import { updateAiSettings } from '../settings/update-ai-settings.ts';
import { type AiTenant, makeAiTenant } from '../testing/make-ai-tenant.ts';
import { type Approval, approveReview } from './approve-review.ts';
import { claimReview } from './claim-review.ts';
import { listUndoable } from './list-undoable.ts';
import { rejectReview } from './reject-review.ts';
import { Review } from './review.entity.ts';
import { DraftOutdated, ReviewAlreadyDecided, ReviewClaimLost } from './review-result.type.ts';
import { undoDecision } from './undo-decision.ts';

const HOLD_MS = 5_000;
const models = localModelProvider();

let tenant: AiTenant;
beforeAll(async () => {
  tenant = await makeAiTenant();
  await tenant.transaction((tx) => updateAiSettings(tx, { autoReply: false }, { store: 'postgres' }));
});
afterAll(() => tenant.close());

const as = (member: string) => tenant.graph(member, ['reviews:decide']);
const approve = (decided: Partial<Approval> & { id: string; token: number }, member = 'ana') =>
  as(member).transaction((tx) => approveReview(tx, { text: 'Sorry, no rocket.', idempotencyKey: null, ...decided }, HOLD_MS));
const reject = ({ id, token }: { id: string; token: number }) =>
  as('ana').transaction((tx) => rejectReview(tx, { id, token, reason: 'not ours to answer' }, HOLD_MS));
const undo = ({ id, token }: { id: string; token: number }, member = 'ana') =>
  as(member).transaction((tx) => undoDecision(tx, { id, token }));
const claimed = async (review: Review): Promise<{ id: string; token: number; review: Review }> => {
  const held = await as('ana').transaction((tx) => claimReview(tx, review.id));
  if (!(held instanceof Review)) throw new Error('not claimed');
  return { id: held.id, token: held.claimToken, review: held };
};
const makeClaimed = async (overrides?: Parameters<AiTenant['makeReview']>[0]) => claimed(await tenant.makeReview(overrides));
const makeDrafted = async () => {
  const event = tenant.message('Hello, how much does delivery cost?');
  await tenant.answer(event);
  const review = await tenant.reviewOf(event);
  if (!review) throw new Error('not reviewed');
  return claimed(review);
};
const repliesTo = async ({ id }: { id: string }) =>
  (await tenant.published('reply-approved')).filter((event) => event.data['reviewId'] === id);
/** One delivery of the decision's event, as the log makes it at once and again when the hold is over. */
const endHold = async ({ id }: { id: string }): Promise<void> => {
  const { runId, conversationId } = await tenant.review(id);
  const data = { reviewId: id, runId, conversationId, change: 'APPROVED', status: 'SENDING' } as const;
  await tenant.deliver(endHoldConsumer, reviewChanged, { key: conversationId, data });
};

describe('an approved reply', () => {
  it('stays here until the hold is over, then goes out once, however often that is said', async () => {
    const held = await makeClaimed();
    expect(await approve(held)).toMatchObject({ status: 'SENDING', decidedBy: 'ana' });
    await expect(endHold(held)).rejects.toMatchObject({ unlimited: true, retryAfterMs: HOLD_MS });
    tenant.clock.advance(HOLD_MS - 1);
    await expect(endHold(held)).rejects.toBeInstanceOf(TransientError);
    expect(await repliesTo(held)).toEqual([]);
    tenant.clock.advance(1);
    await Promise.all(Array.from({ length: 4 }, () => endHold(held)));
    const [reply, ...more] = await repliesTo(held);
    expect(more).toEqual([]);
    expect(reply).toMatchObject({ data: { memberId: 'ana', revision: 1 }, personal: { text: 'Sorry, no rocket.' } });
    expect(await undo(held)).toBeInstanceOf(ReviewAlreadyDecided);
  });

  it('is taken back within the hold: it is the caller’s again, nothing goes out, and nothing of the decision is left', async () => {
    const held = await makeClaimed();
    await approve({ ...held, idempotencyKey: 'k' });
    tenant.clock.advance(HOLD_MS - 1);
    const undone = await undo(held);
    expect(undone).toMatchObject({ status: 'CLAIMED', claimedBy: 'ana', claimToken: held.token + 1 });
    tenant.clock.advance(1);
    await endHold(held);
    expect(await repliesTo(held)).toEqual([]);
    expect(await tenant.review(held.id)).toMatchObject({
      ...{ decidedBy: null, decidedAt: null, heldUntil: null, finalAt: null, finalText: null },
      ...{ edited: false, editDistance: null, replyId: null },
    });
    expect((await tenant.run(held.review.runId)).status).toBe('IN_REVIEW');
    // the first call, arriving once more
    expect(await approve({ ...held, idempotencyKey: 'k' })).toBeInstanceOf(ReviewClaimLost);
  });

  it('is held anew when it is decided anew', async () => {
    const held = await makeClaimed();
    await approve(held);
    tenant.clock.advance(3_000);
    await undo(held);
    await approve({ id: held.id, token: held.token + 1, text: 'Second thoughts.' });
    tenant.clock.advance(3_000);
    await expect(endHold(held)).rejects.toMatchObject({ retryAfterMs: 2_000 });
    tenant.clock.advance(2_000);
    await Promise.all([endHold(held), endHold(held)]);
    expect((await repliesTo(held)).map(({ personal }) => personal?.['text'])).toEqual(['Second thoughts.']);
  });

  it('answers a repeated key the same while it is held and afterwards', async () => {
    const held = await makeClaimed();
    await approve({ ...held, idempotencyKey: 'again' });
    expect(await approve({ ...held, idempotencyKey: 'again' })).toMatchObject({ id: held.id, status: 'SENDING' });
    tenant.clock.advance(HOLD_MS);
    await endHold(held);
    expect(await approve({ ...held, idempotencyKey: 'again' })).toMatchObject({ id: held.id, status: 'SENDING' });
    expect(await repliesTo(held)).toHaveLength(1);
  });

  it('goes out at once where the platform takes none any more when the hold would be over', async () => {
    const inSeconds = (seconds: number) => new Date(tenant.clock.now().getTime() + seconds * 1_000).toISOString();
    const held = await makeClaimed({ replyWindowClosesAt: inSeconds(5) });
    await approve(held);
    expect(await repliesTo(held)).toHaveLength(1);
    expect(await undo(held)).toBeInstanceOf(ReviewAlreadyDecided);
    const early = await makeClaimed({ replyWindowClosesAt: inSeconds(6) });
    await approve(early);
    expect(await repliesTo(early)).toEqual([]);
  });

  it.each(['writes again', 'takes the message back'])('does not go out when the customer %s meanwhile', async (what) => {
    const held = await makeClaimed();
    const { conversationId, contactId, runId } = held.review;
    await approve(held);
    const more = tenant.message('And on which days?', { conversationId, contactId, revision: 2 });
    if (what === 'writes again') await tenant.answer(more);
    else {
      const { messageId } = await tenant.run(runId);
      const data = { messageId, conversationId, contactId, revision: 2, retractedAt: tenant.clock.now().toISOString() };
      const consumer = answerMessageConsumer({ models, search: tenant.search });
      await tenant.deliver(consumer, messageRetracted, { key: conversationId, data });
    }
    tenant.clock.advance(HOLD_MS);
    await endHold(held);
    expect(await repliesTo(held)).toEqual([]);
    expect((await tenant.review(held.id)).status).toBe('SUPERSEDED');
    expect((await tenant.run(runId)).status).toBe('SUPERSEDED');
    expect(await undo(held)).toBeInstanceOf(DraftOutdated);
  });

  it('does not go out to a contact who was erased meanwhile, and nobody waits for it', async () => {
    const held = await makeClaimed();
    await approve(held);
    await tenant.ctx().vault.forget(held.review.contactId);
    tenant.clock.advance(HOLD_MS);
    await endHold(held);
    expect(await repliesTo(held)).toEqual([]);
    expect((await tenant.review(held.id)).status).toBe('EXPIRED');
    expect((await tenant.run(held.review.runId)).status).toBe('NO_REPLY');
  });
});

describe('what can still be taken back', () => {
  const undoable = async (member = 'ana') => (await listUndoable(as(member))).map(({ id }) => id);

  it('is known to who decided, for as long as it is held, and to nobody else', async () => {
    const [approved, rejected] = [await makeClaimed(), await makeClaimed()];
    expect(await undoable()).toEqual([]);
    await approve(approved);
    tenant.clock.advance(1);
    await reject(rejected);
    expect(await undoable()).toEqual([approved.id, rejected.id]);
    expect(await undoable('ben')).toEqual([]);
    tenant.clock.advance(HOLD_MS - 1);
    expect(await undoable()).toEqual([rejected.id]);
    await undo(rejected);
    expect(await undoable()).toEqual([]);
  });

  it('is not what the customer’s next message outdated', async () => {
    const held = await makeClaimed();
    const { conversationId, contactId } = held.review;
    await approve(held);
    await tenant.answer(tenant.message('And on which days?', { conversationId, contactId, revision: 2 }));
    expect(await undoable()).toEqual([]);
  });
});

describe('after a reply of which nobody knows whether it arrived', () => {
  const makeUncertain = async () => {
    const held = await makeClaimed();
    await approve(held);
    tenant.clock.advance(HOLD_MS);
    await endHold(held);
    const { replyId, runId, conversationId, contactId } = await tenant.review(held.id);
    if (replyId == null) throw new Error('not sent');
    const refusal = {
      replyId,
      runId,
      reviewId: held.id,
      conversationId,
      contactId,
      code: 'UNCERTAIN',
      message: 'It may have arrived.',
    } as const;
    await tenant.transaction((tx) => recordRefusal(tx, { ...refusal, refusedAt: tx.clock.now().toISOString() }));
    const arrived = () => tenant.transaction((tx) => recordDelivery(tx, { reviewId: held.id, replyId, messageId: newId() }));
    return { ...(await claimed(await tenant.review(held.id))), arrived };
  };

  it('a second one that is still held does not follow when the first turns out to have arrived', async () => {
    const { arrived, ...held } = await makeUncertain();
    await approve({ ...held, text: 'Once more.' });
    await arrived();
    tenant.clock.advance(HOLD_MS);
    await endHold(held);
    expect(await repliesTo(held)).toHaveLength(1);
    expect((await tenant.review(held.id)).status).toBe('APPROVED');
  });

  it.each([
    ['approval', approve],
    ['rejection', reject],
  ])('an %s that was taken back leaves the first its say, and the refusal is told again', async (_, decide) => {
    const { arrived, ...held } = await makeUncertain();
    await decide(held);
    expect(await undo(held)).toMatchObject({ status: 'CLAIMED', refusalCode: 'UNCERTAIN' });
    await arrived();
    expect((await tenant.review(held.id)).status).toBe('APPROVED');
  });
});

it('a rejection is taken back within the hold, and ends the run after it', async () => {
  const held = await makeClaimed();
  expect(await reject(held)).toMatchObject({ status: 'REJECTED' });
  expect(await undo(held)).toMatchObject({ status: 'CLAIMED', rejectionReason: null });
  const token = held.token + 1;
  await reject({ ...held, token });
  tenant.clock.advance(HOLD_MS);
  expect((await tenant.run(held.review.runId)).status).toBe('IN_REVIEW');
  await endHold(held);
  expect((await tenant.run(held.review.runId)).status).toBe('REJECTED');
  expect(await undo({ ...held, token })).toBeInstanceOf(ReviewAlreadyDecided);
});

it('of undoing and ending the hold at the same time exactly one happens', async () => {
  for (let turn = 0; turn < 5; turn++) {
    const held = await makeClaimed();
    await approve(held);
    tenant.clock.advance(HOLD_MS - 1);
    const undoing = undo(held);
    tenant.clock.advance(1);
    const [undone] = await Promise.all([undoing, endHold(held)]);
    expect(await repliesTo(held)).toHaveLength(undone instanceof Review ? 0 : 1);
  }
});

it('of ten who undo at once all are told the same, and it is claimed once', async () => {
  const held = await makeClaimed();
  await approve(held);
  const answers = await Promise.all(Array.from({ length: 10 }, () => undo(held)));
  for (const answer of answers) expect(answer).toMatchObject({ status: 'CLAIMED', claimToken: held.token + 1 });
});

it('only who decided takes it back, with the token that decided', async () => {
  const held = await makeClaimed();
  expect(await undo(held)).toBeInstanceOf(ReviewAlreadyDecided);
  await approve(held);
  expect(await undo(held, 'ben')).toBeInstanceOf(ReviewAlreadyDecided);
  expect(await undo({ ...held, token: held.token - 1 })).toBeInstanceOf(ReviewAlreadyDecided);
  const other = tenant.installation.eventLog.transaction(tenant.other(), (tx) => undoDecision(tx, held));
  await expect(other).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('nothing is learned from a decision before it is final, nor from one that was taken back', async () => {
  const known = (await readDecisions(tenant.ctx())).length;
  const [kept, undone] = [await makeDrafted(), await makeDrafted()];
  await approve({ ...kept, text: null });
  await approve({ ...undone, text: null });
  expect(await readDecisions(tenant.ctx())).toHaveLength(known);
  await undo(undone);
  tenant.clock.advance(HOLD_MS);
  await Promise.all([endHold(kept), endHold(undone)]);
  expect(await readDecisions(tenant.ctx())).toHaveLength(known + 1);
});
