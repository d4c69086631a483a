import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { PublishedEvent } from '#kernel/testing/test-tenant.ts';
import { Channel } from '../channel/channel.entity.ts';
import { updateChannelCredentials } from '../channel/update-channel-credentials.ts';
import { Message } from '../message/message.entity.ts';
import { openText } from '../message/open-message.ts';
import {
  type ConversationsFixture,
  makeConversations,
  messageItem,
  newMid,
  newPersonId,
} from '../testing/conversations-fixture.ts';
import { graphError } from '../testing/delivery-story.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A look and the one after it; every channel's time has come then. */
const A_LOOK = 2 * MINUTE;

let fixture: ConversationsFixture;
beforeAll(async () => {
  fixture = await makeConversations({ health: { learnMs: 0, timeoutMs: 1000, readBackTimeoutMs: 1000 } });
});
afterAll(() => fixture.close());
afterEach(async () => {
  await fixture.facebook('DELETE', '/_faults');
  await fixture.facebook('PUT', '/_settings', { revokedAccounts: [] });
  // the channels of one story are nobody's business in the next
  await fixture.tenant.installation.platform.platform.query('update platform.channel_account set connected = false');
  fixture.resetClock();
});

const look = async (): Promise<void> => {
  fixture.passMs(A_LOOK);
  await fixture.checkHealth();
};
const channelOf = ({ id }: Channel): Promise<Channel> => fixture.tenant.ctx().em.findOneOrFail(Channel, { id });
const told = async ({ id }: Channel, type = 'alert-raised'): Promise<PublishedEvent[]> =>
  (await fixture.tenant.published(type)).filter(({ key }) => key === id);
const codes = async (channel: Channel): Promise<string[]> => (await told(channel)).map(({ data }) => data['code']);
const textsOf = async ({ id }: Channel): Promise<string[]> => {
  const ctx = fixture.tenant.ctx();
  const messages = await ctx.em.find(Message, { channelId: id }, { orderBy: { sentAt: 'asc' } });
  return Promise.all(messages.map((message) => openText(ctx, message)));
};
const dropSubscription = ({ accountId }: Channel): Promise<unknown> =>
  fixture.facebook('DELETE', `/v25.0/${accountId}/subscribed_apps?access_token=EAAG-sim-${accountId}`);
const faultOf = ({ accountId }: Channel, fault: object): Promise<unknown> =>
  fixture.facebook('PUT', '/_faults', { match: { path: `/${accountId}/subscribed_apps` }, ...fault });
/** A person writes, and the webhook never reaches us: nothing listens where the stand-in sends it. */
const writeUnheard = async ({ accountId }: Channel, text: string, ago = 5 * MINUTE): Promise<string> => {
  const mid = newMid();
  const timestamp = Date.now() - ago;
  await fixture.facebook('POST', '/_inbound', { pageId: accountId, psid: newPersonId(), text, mid, timestamp, retry: false });
  return mid;
};

describe('the heartbeat of a channel', () => {
  it('finds that the platform ended the subscription, tells the team, makes it again, and is CONNECTED by itself', async () => {
    const channel = await fixture.connectPage();
    await look();
    expect(await codes(channel)).toEqual([]);
    await dropSubscription(channel);
    await look();
    expect(await channelOf(channel)).toMatchObject({ status: 'DEGRADED', lastError: expect.stringContaining('messages') });
    expect(await told(channel)).toMatchObject([{ data: { code: 'CHANNEL_DEGRADED', severity: 'CRITICAL' } }]);
    await look();
    expect(await channelOf(channel)).toMatchObject({ status: 'CONNECTED', lastError: null });
    expect(await told(channel, 'alert-resolved')).toMatchObject([{ data: { codes: ['CHANNEL_DEGRADED'] } }]);
    expect(await codes(channel)).toEqual(['CHANNEL_DEGRADED']);
  });

  it('finds that the token died, tells the team once, and that it lives again', async () => {
    const channel = await fixture.connectPage();
    await fixture.facebook('PUT', '/_settings', { revokedAccounts: [channel.accountId] });
    await look();
    await look();
    expect((await channelOf(channel)).status).toBe('DEGRADED');
    expect(await codes(channel)).toEqual(['CHANNEL_DEGRADED']);
    await fixture.facebook('PUT', '/_settings', { revokedAccounts: [] });
    await look();
    expect((await channelOf(channel)).status).toBe('CONNECTED');
  });

  it('does not believe one look without an answer, and does believe two', async () => {
    const channel = await fixture.connectPage();
    await look();
    await faultOf(channel, { drop: true });
    await look();
    expect((await channelOf(channel)).status).toBe('CONNECTED');
    await look();
    expect((await channelOf(channel)).status).toBe('DEGRADED');
    expect(await told(channel)).toMatchObject([{ data: { code: 'CHANNEL_DEGRADED', severity: 'WARNING' } }]);
    await fixture.facebook('DELETE', '/_faults');
    await look();
    expect((await channelOf(channel)).status).toBe('CONNECTED');
    await faultOf(channel, { status: 500, body: graphError(2), times: 1 });
    await look();
    await look();
    expect(await codes(channel)).toEqual(['CHANNEL_DEGRADED']);
  });

  it('takes a limit of the rate for no trouble, and asks on only when the platform wants to be asked', async () => {
    const channel = await fixture.connectPage();
    await look();
    await faultOf(channel, { status: 429, body: graphError(4), headers: { 'retry-after': '1800' } });
    await look();
    fixture.passMs(20 * MINUTE);
    await fixture.facebook('DELETE', '/_faults');
    await dropSubscription(channel);
    await fixture.checkHealth();
    expect(await codes(channel)).toEqual([]);
    fixture.passMs(10 * MINUTE);
    await fixture.checkHealth();
    expect(await codes(channel)).toEqual(['CHANNEL_DEGRADED']);
  });

  it('looks again soon at one that is not well, and at each of the others within two minutes', async () => {
    const [well, unwell] = [await fixture.connectPage(), await fixture.connectPage()];
    await fixture.facebook('PUT', '/_settings', { revokedAccounts: [unwell.accountId] });
    await look();
    const { rows } = await fixture.tenant.installation.platform.platform.query<{ channel_id: string; in_s: number }>(
      'select channel_id, extract(epoch from next_check_at - $1)::float8 as in_s from platform.channel_account where connected',
      [fixture.now()],
    );
    const inSeconds = new Map(rows.map((row) => [row.channel_id, row.in_s]));
    expect(inSeconds.get(well.id)).toBeGreaterThan(60);
    expect(inSeconds.get(well.id)).toBeLessThanOrEqual(120);
    expect(inSeconds.get(unwell.id)).toBeLessThanOrEqual(20);
  });

  it('asks less and less often about one that stays unwell: a dead token is not tried thousands of times a day', async () => {
    const channel = await fixture.connectPage();
    await fixture.facebook('PUT', '/_settings', { revokedAccounts: [channel.accountId] });
    const waits: number[] = [];
    for (let looks = 0; looks < 8; looks += 1) {
      fixture.passMs(5 * MINUTE);
      await fixture.checkHealth();
      const { rows } = await fixture.tenant.installation.platform.platform.query<{ in_s: number }>(
        'select extract(epoch from next_check_at - $1)::float8 as in_s from platform.channel_account where channel_id = $2',
        [fixture.now(), channel.id],
      );
      waits.push(Math.round(rows[0]?.in_s ?? 0));
    }
    expect(waits).toEqual([15, 15, 30, 60, 120, 240, 300, 300]);
  });

  it('of one channel that hangs or of a tenant that is broken keeps no other waiting', async () => {
    const [hanging, broken, other] = [await fixture.connectPage(), await fixture.connectPage(), await fixture.connectPage()];
    await faultOf(hanging, { hang: true });
    await fixture.tenant.installation.platform.platform.query(
      `update platform.channel_account set tenant = 'gone' where channel_id = $1`,
      [broken.id],
    );
    await dropSubscription(other);
    await look();
    expect((await channelOf(other)).status).toBe('DEGRADED');
  });

  it('leaves a disconnected channel alone', async () => {
    const channel = await fixture.connectPage();
    await fixture.tenant.ctx().em.nativeUpdate(Channel, { id: channel.id }, { status: 'DISCONNECTED' as never });
    await fixture.facebook('PUT', '/_settings', { revokedAccounts: [channel.accountId] });
    await look();
    expect(await channelOf(channel)).toMatchObject({ status: 'DISCONNECTED', lastError: null });
    expect(await codes(channel)).toEqual([]);
  });

  it('is over with new credentials: CONNECTED, and the alert resolved', async () => {
    const channel = await fixture.connectPage();
    await fixture.facebook('PUT', '/_settings', { revokedAccounts: [channel.accountId] });
    await look();
    await fixture.facebook('PUT', '/_settings', { revokedAccounts: [] });
    const ctx = fixture.tenant.ctx();
    const credentials = { pageAccessToken: `EAAG-sim-${channel.accountId}` };
    await updateChannelCredentials(ctx, () => fixture.channelMeans(ctx), channel.id, credentials);
    expect((await channelOf(channel)).status).toBe('CONNECTED');
    expect(await told(channel, 'alert-resolved')).toHaveLength(1);
  });
});

describe('a message whose webhook never came', () => {
  it('is fetched from the platform and stored as if it had come, once', async () => {
    const channel = await fixture.connectPage();
    await fixture.tenant.ctx().em.nativeUpdate(Channel, { id: channel.id }, { connectedAt: new Date(Date.now() - HOUR) });
    const mid = await writeUnheard(channel, 'Is anybody there?');
    await look();
    expect(await textsOf(channel)).toEqual(['Is anybody there?']);
    const received = (await fixture.tenant.published('message-received')).filter(({ data }) => data['channelId'] === channel.id);
    expect(received).toMatchObject([{ personal: { text: 'Is anybody there?' } }]);
    expect(await told(channel)).toMatchObject([{ data: { code: 'CHANNEL_MISSED_MESSAGES', detail: { count: 1 } } }]);
    // its webhook comes after all
    await fixture.receive(channel.accountId, messageItem(newPersonId(), 'Is anybody there?', { mid }));
    fixture.passMs(10 * MINUTE);
    await look();
    expect(await textsOf(channel)).toHaveLength(1);
    expect(await codes(channel)).toEqual(['CHANNEL_MISSED_MESSAGES']);
  });

  it('is found by the period’s reading, too, and that is a warning: the platform says that all is well', async () => {
    const channel = await fixture.connectPage();
    await look();
    await writeUnheard(channel, 'Hello?', 0);
    await look();
    expect(await textsOf(channel)).toEqual([]);
    fixture.passMs(10 * MINUTE);
    await look();
    expect(await textsOf(channel)).toEqual(['Hello?']);
    expect(await told(channel)).toMatchObject([{ data: { code: 'CHANNEL_MISSED_MESSAGES', severity: 'WARNING' } }]);
  });

  it('is found as soon as the platform is well again', async () => {
    const channel = await fixture.connectPage();
    await look();
    await dropSubscription(channel);
    await writeUnheard(channel, 'Still there?', 0);
    await look();
    await look();
    expect(await textsOf(channel)).toEqual(['Still there?']);
    expect(await codes(channel)).toEqual(['CHANNEL_DEGRADED', 'CHANNEL_MISSED_MESSAGES']);
    expect((await told(channel))[1]).toMatchObject({ data: { severity: 'INFO' } });
  });

  it('is found after an outage, too, in which more people wrote than can be read back at one look', async () => {
    const channel = await fixture.connectPage();
    await fixture.tenant.ctx().em.nativeUpdate(Channel, { id: channel.id }, { connectedAt: new Date(Date.now() - HOUR) });
    const people = Array.from({ length: 110 }, (_, n) => `Anybody? ${n}`);
    await Promise.all(people.map((text) => writeUnheard(channel, text)));
    const readUntil = async (): Promise<unknown[]> =>
      fixture.tenant.ctx().em.execute(
        `select read_back_rest is null as done, read_back_until > ? as moved from ${schemaOf(fixture.tenant.tenant)}.channel_health
         where channel_id = ?`,
        [new Date(Date.now() - HOUR / 2), channel.id],
      );
    await look();
    const afterOne = (await textsOf(channel)).length;
    expect(afterOne).toBeGreaterThan(0);
    expect(afterOne).toBeLessThan(people.length);
    expect(await readUntil()).toEqual([{ done: false, moved: false }]);
    for (let looks = 0; looks < 4; looks += 1) await look();
    expect(new Set(await textsOf(channel))).toEqual(new Set(people));
    expect(await readUntil()).toEqual([{ done: true, moved: true }]);
  });

  it('that may be under way yet is not taken for missed', async () => {
    const channel = await fixture.connectPage();
    await look();
    fixture.passMs(10 * MINUTE);
    await writeUnheard(channel, 'Just now.', -14 * MINUTE);
    await look();
    expect(await textsOf(channel)).toEqual([]);
  });

  it('from before the account was connected is nobody’s', async () => {
    const page = await fixture.connectPage();
    await writeUnheard(page, 'Long ago.', 6 * HOUR);
    await look();
    expect(await textsOf(page)).toEqual([]);
  });
});

describe('an unusual silence', () => {
  it('has the channel read back at once, and is told of once where nothing was missed', async () => {
    const channel = await fixture.connectPage();
    await fixture.receive(channel.accountId, messageItem(newPersonId(), 'hello'));
    await look();
    expect(await codes(channel)).toEqual([]);
    fixture.passMs(4 * HOUR);
    await look();
    await look();
    expect(await told(channel)).toMatchObject([{ data: { code: 'CHANNEL_QUIET', severity: 'INFO' } }]);
    expect((await channelOf(channel)).status).toBe('CONNECTED');
  });
});
