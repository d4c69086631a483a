import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { publish } from '#kernel/messaging/transaction.ts';
import { alertRaised } from '#schema/events/alert-raised.v1.ts';
import { type Fixture, makeFixture, type TenantFixture } from '../testing/make-tenant.ts';
import { discardDeadLetter } from './discard-dead-letter.ts';
import { listDeadLetters } from './list-dead-letters.ts';
import { replayDeadLetters } from './replay-dead-letters.ts';

let fixture: Fixture;
let tenant: TenantFixture;
let conversationId: string;
beforeAll(async () => {
  fixture = await makeFixture();
});
beforeEach(async () => {
  tenant = await fixture.tenant();
  conversationId = randomUUID();
});
afterAll(() => fixture.close());

const pool = () => fixture.platform.platform;

/** A letter as the event log leaves it when a consumer gave an event up. */
const bury = async (given: { consumer?: string; reason?: string } = {}): Promise<string> => {
  const key = randomUUID();
  await tenant.transaction(async (tx) =>
    publish(tx, alertRaised, {
      key,
      data: { severity: 'INFO', code: 'X', title: 'x', conversationId, detail: {}, raisedAt: new Date().toISOString() },
    }),
  );
  const id = randomUUID();
  await pool().query(
    `insert into platform.dead_letter (id, tenant, consumer, topic, reason, error, attempts, event_seq, key)
     select $1, tenant, $2, type, $3, 'it failed', 8, seq, tenant || ':' || key from platform.event where key = $4`,
    [id, given.consumer ?? 'crm.sync-lead', given.reason ?? 'RETRIES_EXHAUSTED', key],
  );
  return id;
};
const list = (filter = {}) => listDeadLetters(tenant.ctx(), pool(), { first: 25, filter });
const jobsOf = async (consumer: string): Promise<number> =>
  (await pool().query('select from platform.job where consumer = $1', [consumer])).rowCount ?? 0;
const letterOf = async (id: string) => (await list({ ids: [id] })).nodes[0];

describe('dead letters', () => {
  it('are the tenant’s own, with the event and the conversation they are of', async () => {
    const id = await bury();
    expect((await list()).nodes).toMatchObject([
      {
        id,
        consumer: 'crm.sync-lead',
        topic: 'alert-raised',
        reason: 'RETRIES_EXHAUSTED',
        attempts: 8,
        conversationId,
        payload: { code: 'X' },
      },
    ]);
    const other = await fixture.tenant();
    expect((await listDeadLetters(other.ctx(), pool(), { first: 25, filter: { ids: [id] } })).nodes).toEqual([]);
  });

  it('are walked page by page, the newest first, and filtered', async () => {
    const ids = [await bury(), await bury({ reason: 'BUG' }), await bury()];
    const first = await listDeadLetters(tenant.ctx(), pool(), { first: 2 });
    const rest = await listDeadLetters(tenant.ctx(), pool(), { first: 2, after: first.pageInfo.endCursor });
    expect([...first.nodes, ...rest.nodes].map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    expect((await list({ reason: ['BUG'] })).nodes.map(({ id }) => id)).toEqual([ids[1]]);
    expect((await list({ ids: ['nonsense'] })).nodes).toEqual([]);
  });
});

describe('replayDeadLetters', () => {
  const replay = (filter: object, given: { dryRun?: boolean; idempotencyKey?: string } = {}, of = tenant) =>
    of.transaction((tx) => replayDeadLetters(tx, pool(), { filter, dryRun: false, ...given }));

  it('says what would happen and does nothing', async () => {
    const consumer = `dry.${randomUUID()}`;
    const id = await bury({ consumer });
    expect(await replay({ consumer }, { dryRun: true })).toEqual({ dryRun: true, matched: 1, replayed: 1, skipped: 0 });
    expect(await jobsOf(consumer)).toBe(0);
    expect(await letterOf(id)).toMatchObject({ replayedAt: null });
  });

  it('puts each letter back once', async () => {
    const consumer = `wet.${randomUUID()}`;
    const id = await bury({ consumer });
    expect(await replay({ consumer })).toEqual({ dryRun: false, matched: 1, replayed: 1, skipped: 0 });
    expect(await replay({ consumer })).toEqual({ dryRun: false, matched: 1, replayed: 0, skipped: 1 });
    expect(await jobsOf(consumer)).toBe(1);
    expect(await letterOf(id)).toMatchObject({ replayedAt: expect.any(Date) });
  });

  it('gives the same key the same answer, and acts once', async () => {
    const consumer = `key.${randomUUID()}`;
    await bury({ consumer });
    const once = await replay({ consumer }, { idempotencyKey: 'k1' });
    await bury({ consumer });
    expect(await replay({ consumer }, { idempotencyKey: 'k1' })).toEqual(once);
    expect(await jobsOf(consumer)).toBe(1);
    expect(await replay({ consumer }, { idempotencyKey: 'k2' })).toMatchObject({ matched: 2, replayed: 1 });
  });

  it.each([{}, { topic: null, reason: null }])('refuses the empty filter %j', async (filter) => {
    await expect(replay(filter)).rejects.toMatchObject({ code: 'BAD_USER_INPUT', detail: { field: 'filter' } });
  });

  it.each([{ topic: '' }, { ids: [] }, { consumer: '' }, { ids: ['nonsense'] }])('matches nothing with %j', async (filter) => {
    await bury();
    expect(await replay(filter)).toMatchObject({ matched: 0, replayed: 0 });
  });

  it('does not touch another tenant’s', async () => {
    const id = await bury();
    expect(await replay({ ids: [id] }, {}, await fixture.tenant())).toMatchObject({ matched: 0, replayed: 0 });
    expect(await letterOf(id)).toMatchObject({ replayedAt: null });
  });
});

describe('discardDeadLetter', () => {
  const discard = (id: string, reason = 'the person wrote again', of = tenant) =>
    of.transaction((tx) => discardDeadLetter(tx, pool(), id, reason));

  it('decides once that the work is not to be tried again', async () => {
    const id = await bury();
    expect(await discard(id)).toMatchObject({ id, discardedAt: expect.any(Date) });
    await expect(discard(id)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(
      await tenant.transaction((tx) => replayDeadLetters(tx, pool(), { filter: { ids: [id] }, dryRun: false })),
    ).toMatchObject({
      matched: 1,
      replayed: 0,
      skipped: 1,
    });
  });

  it('asks for a reason, and does not find what is not the tenant’s', async () => {
    const id = await bury();
    await expect(discard(id, '  ')).rejects.toMatchObject({ code: 'BAD_USER_INPUT', detail: { field: 'reason' } });
    await expect(discard(id, 'why', await fixture.tenant())).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(discard('nonsense')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
