import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { outsideConfig } from '#kernel/testing/outside-config.ts';
import { platformConnectors } from '../connectors/platform-connectors.ts';
import { type ConversationsFixture, echoItem, makeConversations, newMid, TIMES } from '../testing/conversations-fixture.ts';
import {
  type Approval,
  approve,
  deliveryOf,
  faultPosts,
  graphError,
  makeApproval,
  makeThread,
  publishedOf,
  saidTo,
  statusOf,
  type Thread,
} from '../testing/delivery-story.ts';
import { beginDelivery } from './begin-delivery.ts';
import { confirmDeliveries } from './confirm-deliveries.ts';

const connectors = platformConnectors(outsideConfig('http://127.0.0.1:9'));

let fixture: ConversationsFixture;
beforeAll(async () => {
  fixture = await makeConversations();
});
afterAll(() => fixture.close());
afterEach(async () => {
  fixture.resetClock();
  await fixture.facebook('DELETE', '/_faults');
});

const waits = { name: 'TransientError', unlimited: true };
const timeout = TIMES.postTimeoutMs;
const grace = TIMES.reconcileGraceMs;

/** A post whose answer never comes; `applied` says whether the platform took it. */
async function loseAnswer(applied: boolean, text = 'Are you there?'): Promise<{ thread: Thread; approval: Approval }> {
  const thread = await makeThread(fixture);
  const approval = makeApproval(thread, text);
  await faultPosts(fixture, thread, { hang: true, applied, times: 1 });
  await expect(approve(fixture, approval)).rejects.toMatchObject(waits);
  expect((await deliveryOf(fixture, approval))?.status).toBe('SENDING');
  return { thread, approval };
}

describe('a post of unknown outcome', () => {
  it('is not posted again, nor asked about, before its timeout has passed', async () => {
    const thread = await makeThread(fixture);
    const approval = makeApproval(thread, 'Slow.');
    await faultPosts(fixture, thread, { drop: true, applied: true, times: 1 });
    await expect(approve(fixture, approval)).rejects.toMatchObject(waits);
    await expect(approve(fixture, approval)).rejects.toMatchObject(waits);
    const journal = (await fixture.facebook('GET', '/_journal')) as { path: string; method: string }[];
    expect(journal.filter(({ path }) => path.includes(`/${thread.pageId}/conversations`))).toEqual([]);
    expect(await saidTo(fixture, thread)).toHaveLength(1);
  });

  it('that the platform took is found by reading back, and is SENT without a second post', async () => {
    const { thread, approval } = await loseAnswer(true);
    fixture.passMs(timeout);
    await approve(fixture, approval);
    expect(await deliveryOf(fixture, approval)).toMatchObject({
      status: 'SENT',
      attempts: 1,
      platformMessageId: expect.stringMatching(/^m_/),
    });
    expect(await saidTo(fixture, thread)).toHaveLength(1);
    expect(await publishedOf(fixture, 'message-delivered', thread)).toHaveLength(1);
  });

  it('that the platform did not take is posted again, but only after the grace', async () => {
    const { thread, approval } = await loseAnswer(false);
    fixture.passMs(timeout);
    await expect(approve(fixture, approval)).rejects.toMatchObject(waits);
    expect(await saidTo(fixture, thread)).toHaveLength(1);
    fixture.passMs(grace);
    await approve(fixture, approval);
    expect(await deliveryOf(fixture, approval)).toMatchObject({ status: 'SENT', attempts: 2 });
    expect(await publishedOf(fixture, 'message-delivered', thread)).toHaveLength(1);
  });

  it('that an echo proves meanwhile is SENT by the echo, once', async () => {
    const { thread, approval } = await loseAnswer(true);
    const { id } = (await deliveryOf(fixture, approval))!;
    const mid = newMid();
    await fixture.receive(thread.pageId, echoItem(thread.pageId, thread.personId, mid, id));
    expect(await deliveryOf(fixture, approval)).toMatchObject({ status: 'SENT', platformMessageId: mid });
    expect(await statusOf(fixture, thread)).toBe('WAITING_FOR_CUSTOMER');
    await approve(fixture, approval);
    expect(await saidTo(fixture, thread)).toHaveLength(1);
    expect(await publishedOf(fixture, 'message-delivered', thread)).toHaveLength(1);
  });

  it('is not taken for an earlier message of the same text', async () => {
    const thread = await makeThread(fixture);
    await approve(fixture, makeApproval(thread, 'You are welcome.'));
    const again = makeApproval(thread, 'You are welcome.');
    await faultPosts(fixture, thread, { hang: true, applied: false, times: 1 });
    await expect(approve(fixture, again)).rejects.toMatchObject(waits);
    fixture.passMs(timeout + grace);
    await approve(fixture, again);
    expect(await deliveryOf(fixture, again)).toMatchObject({ status: 'SENT', attempts: 2 });
    expect(await saidTo(fixture, thread)).toHaveLength(3);
  });

  it('that the platform says nothing about is UNCERTAIN in the end, alerts the team, and is never posted again', async () => {
    const { thread, approval } = await loseAnswer(true);
    await fixture.facebook('PUT', '/_faults', {
      match: { path: `/${thread.pageId}/conversations` },
      status: 500,
      body: graphError(2),
    });
    fixture.passMs(timeout + grace);
    await expect(approve(fixture, approval)).rejects.toMatchObject(waits);
    fixture.passMs(TIMES.reconcileAfterMs);
    await approve(fixture, approval);
    await approve(fixture, approval);
    expect((await deliveryOf(fixture, approval))?.status).toBe('UNCERTAIN');
    expect(await saidTo(fixture, thread)).toHaveLength(1);
    expect(await publishedOf(fixture, 'reply-refused', thread)).toMatchObject([{ data: { code: 'UNCERTAIN' } }]);
    expect(await publishedOf(fixture, 'alert-raised', thread)).toMatchObject([
      { data: { severity: 'CRITICAL', code: 'DELIVERY_UNCERTAIN' } },
    ]);
    // the proof may still come
    await fixture.receive(
      thread.pageId,
      echoItem(thread.pageId, thread.personId, newMid(), (await deliveryOf(fixture, approval))!.id),
    );
    expect((await deliveryOf(fixture, approval))?.status).toBe('SENT');
    expect(await publishedOf(fixture, 'message-delivered', thread)).toHaveLength(1);
  });

  it.each([
    ['a 500 that is none of Graph’s', { status: 500, body: '<html>sorry</html>', applied: true }],
    ['a 200 with a page instead of an answer', { status: 200, body: '<html>hello</html>', applied: true }],
    ['a 200 without a message id', { status: 200, body: { recipient_id: '1' }, applied: true }],
    ['a connection that breaks', { drop: true, applied: true }],
  ])('is what %s leaves, and it is reconciled', async (_what, fault) => {
    const thread = await makeThread(fixture);
    const approval = makeApproval(thread, 'Hello?');
    await faultPosts(fixture, thread, { ...fault, times: 1 });
    await expect(approve(fixture, approval)).rejects.toMatchObject(waits);
    expect((await deliveryOf(fixture, approval))?.status).toBe('SENDING');
    fixture.passMs(timeout);
    await approve(fixture, approval);
    expect((await deliveryOf(fixture, approval))?.status).toBe('SENT');
    expect(await saidTo(fixture, thread)).toHaveLength(1);
  });

  it('is what a lost lease leaves: the post is aborted and reconciled by the next worker', async () => {
    const thread = await makeThread(fixture);
    const approval = makeApproval(thread, 'Mine.');
    await faultPosts(fixture, thread, { hang: true, applied: true, times: 1 });
    const lease = new AbortController();
    const posting = approve(fixture, approval, lease.signal);
    const rejected = expect(posting).rejects.toMatchObject(waits);
    await expect.poll(() => saidTo(fixture, thread)).toHaveLength(1);
    lease.abort(new Error('lease lost'));
    await rejected;
    fixture.passMs(timeout);
    await approve(fixture, approval);
    expect((await deliveryOf(fixture, approval))?.status).toBe('SENT');
    expect(await saidTo(fixture, thread)).toHaveLength(1);
  });
});

it('an echo that is being stored while the post is begun again is waited for, and nothing is posted', async () => {
  const { thread, approval } = await loseAnswer(true);
  const before = (await saidTo(fixture, thread)).length;
  const delivery = await deliveryOf(fixture, approval);
  if (!delivery) throw new Error('the delivery is gone');
  const { data, key } = approval;
  const job = { kind: 'reply', conversationId: key, reply: { ...data, text: 'Are you there?' } } as const;
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  let beginning: Promise<unknown> = Promise.resolve();
  await fixture.tenant.transaction(async (tx) => {
    await confirmDeliveries(tx, [{ deliveryId: delivery.id, part: 0, parts: 1, platformMessageId: newMid() }]);
    beginning = fixture.tenant.transaction((other) => {
      begin();
      return beginDelivery(other, job, connectors, { isUnapplied: true });
    });
    beginning.catch(() => {});
    await begun;
    // it waits for the conversation that this transaction holds
    await expect
      .poll(() =>
        fixture.tenant.installation.platform.platform
          .query('select from pg_locks where not granted')
          .then(({ rowCount }) => rowCount),
      )
      .toBeGreaterThan(0);
  });
  await expect(beginning).rejects.toMatchObject(waits);
  await approve(fixture, approval);
  expect((await deliveryOf(fixture, approval))?.status).toBe('SENT');
  expect(await saidTo(fixture, thread)).toHaveLength(before);
});
