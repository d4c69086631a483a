import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { outsideConfig } from '#kernel/testing/outside-config.ts';
import { platformConnectors } from '../connectors/platform-connectors.ts';
import { Conversation } from '../conversation/conversation.entity.ts';
import { Platform } from '../platform.ts';
import {
  type ConversationsFixture,
  makeConversations,
  messageItem,
  newPageId,
  newPersonId,
} from '../testing/conversations-fixture.ts';
import { Channel, credentialsAt } from './channel.entity.ts';
import { connectChannel } from './connect-channel.ts';
import { disconnectChannel } from './disconnect-channel.ts';
import { updateChannelCredentials } from './update-channel-credentials.ts';

let fixture: ConversationsFixture;
beforeAll(async () => {
  fixture = await makeConversations();
});
afterAll(() => fixture.close());
afterEach(() => fixture.facebook('DELETE', '/_faults'));

const connect = (pageId: string, over: { token?: string; idempotencyKey?: string } = {}, ctx = fixture.tenant.ctx()) =>
  connectChannel(ctx, fixture.channelMeans(ctx), {
    accountId: pageId,
    displayName: 'Our page',
    credentials: { pageAccessToken: over.token ?? `EAAG-sim-${pageId}` },
    idempotencyKey: over.idempotencyKey ?? null,
  });
const ownerOf = async (channel: Channel) =>
  (await fixture.accounts.owners(channel.platform, [channel.accountId])).get(channel.accountId);
const claims = async (pageId: string) =>
  (
    await fixture.tenant.installation.platform.platform.query('select from platform.channel_account where account_id = $1', [
      pageId,
    ])
  ).rowCount;

describe('connecting a channel', () => {
  it('subscribes the app, keeps the credential sealed, and routes the account to the tenant', async () => {
    const channel = await connect(newPageId());
    expect(channel).toMatchObject({ status: 'CONNECTED', displayName: 'Our page', lastError: null });
    expect(Buffer.from(channel.credentials!).includes('EAAG')).toBe(false);
    expect(await fixture.tenant.ctx().vault.open(credentialsAt(channel.id), channel.credentials!)).toContain(
      `EAAG-sim-${channel.accountId}`,
    );
    expect(await ownerOf(channel)).toEqual({ tenant: fixture.tenant.tenant, channelId: channel.id });
    const journal = (await fixture.facebook('GET', '/_journal')) as { path: string }[];
    expect(journal.some(({ path }) => path.endsWith(`/${channel.accountId}/subscribed_apps`))).toBe(true);
  });

  it.each([
    ['controls another page', { pageAccessToken: 'EAAG-sim-99' }],
    ['is none', { pageAccessToken: 'guess' }],
    ['has another shape', { token: 'EAAG-sim-1' }],
  ])('with a credential that %s is BAD_USER_INPUT and leaves nothing', async (_what, credentials) => {
    const pageId = newPageId();
    const ctx = fixture.tenant.ctx();
    const connection = { accountId: pageId, displayName: 'x', credentials, idempotencyKey: null };
    await expect(connectChannel(ctx, fixture.channelMeans(ctx), connection)).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      detail: { field: 'input.credentials' },
    });
    expect(await claims(pageId)).toBe(0);
    expect(await fixture.tenant.ctx().em.count(Channel, { accountId: pageId })).toBe(0);
  });

  it('that another tenant holds is a CONFLICT, and stays theirs', async () => {
    const theirs = await fixture.connectPage(fixture.tenant.other());
    await expect(connect(theirs.accountId)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await ownerOf(theirs))?.channelId).toBe(theirs.id);
    expect(await fixture.tenant.ctx().em.count(Channel, { accountId: theirs.accountId })).toBe(0);
  });

  it('that two tenants try at once is one tenant’s', async () => {
    const pageId = newPageId();
    const results = await Promise.allSettled([connect(pageId), connect(pageId, {}, fixture.tenant.other())]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await claims(pageId)).toBe(1);
  });

  it.each([
    [Platform.FACEBOOK, 'our-page', 'page’s id'],
    [Platform.INSTAGRAM, '@ourshop', 'professional account’s id'],
    [Platform.X, '@ourshop', 'not its @name'],
    [Platform.LINKEDIN, '12345', 'urn:li:organization:12345'],
  ])('of %s says how its account ids and credentials are written', async (platform, wrongId, words) => {
    const connector = platformConnectors(outsideConfig('http://127.0.0.1:9')).get(platform);
    const ctx = fixture.tenant.ctx();
    const means = { ...fixture.channelMeans(ctx), connector: connector! };
    const connection = { displayName: 'Ours', credentials: { password: 'x' }, idempotencyKey: null };
    await expect(connectChannel(ctx, means, { ...connection, accountId: wrongId })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining(words.replace('’', "'")),
      detail: { field: 'input.accountId' },
    });
    const accountId = platform === Platform.LINKEDIN ? 'urn:li:organization:12345' : '12345';
    await expect(connectChannel(ctx, means, { ...connection, accountId })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining(connector!.credentialsExample),
      detail: { field: 'input.credentials' },
    });
  });

  it('gives the account free again when the platform cannot be asked half way', async () => {
    const pageId = newPageId();
    await fixture.facebook('PUT', '/_faults', { match: { path: '/subscribed_apps' }, status: 502, body: '<html>' });
    await expect(connect(pageId)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    expect(await claims(pageId)).toBe(0);
    await fixture.facebook('DELETE', '/_faults');
    await expect(connect(pageId)).resolves.toMatchObject({ status: 'CONNECTED' });
  });

  it('again is the same channel, and so is the same idempotencyKey', async () => {
    const pageId = newPageId();
    const idempotencyKey = `key-${pageId}`;
    const first = await connect(pageId, { idempotencyKey });
    expect((await connect(pageId, { idempotencyKey, token: 'not even looked at' })).id).toBe(first.id);
    expect((await connect(pageId)).id).toBe(first.id);
    await connect(pageId, { idempotencyKey });
    await expect(connect(newPageId(), { idempotencyKey })).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});

describe('a disconnected channel', () => {
  const disconnect = (id: string, ctx = fixture.tenant.ctx()) => disconnectChannel(ctx, fixture.channelMeans(ctx), id);

  it('has forgotten its credential, and its account is free for another tenant', async () => {
    const channel = await fixture.connectPage();
    expect(await disconnect(channel.id)).toMatchObject({ status: 'DISCONNECTED', credentials: null });
    await expect(connect(channel.accountId, {}, fixture.tenant.other())).resolves.toMatchObject({ accountId: channel.accountId });
  });

  it('keeps its conversations when it is connected again', async () => {
    const channel = await fixture.connectPage();
    const personId = newPersonId();
    await fixture.receive(channel.accountId, messageItem(personId, 'before'));
    await disconnect(channel.id);
    await fixture.receive(channel.accountId, messageItem(personId, 'meanwhile'));
    expect((await connect(channel.accountId)).id).toBe(channel.id);
    await fixture.receive(channel.accountId, messageItem(personId, 'after'));
    expect(await fixture.tenant.ctx().em.find(Conversation, { channel: channel.id })).toMatchObject([{ revision: 2 }]);
  });

  it('cannot be given new credentials: its account may be another’s by now', async () => {
    const channel = await fixture.connectPage();
    await disconnect(channel.id);
    const ctx = fixture.tenant.ctx();
    const update = updateChannelCredentials(ctx, () => fixture.channelMeans(ctx), channel.id, {
      pageAccessToken: `EAAG-sim-${channel.accountId}`,
    });
    await expect(update).rejects.toMatchObject({ code: 'BAD_USER_INPUT', detail: { field: 'id' } });
  });

  it('of another tenant is not there', async () => {
    const channel = await fixture.connectPage();
    await expect(disconnect(channel.id, fixture.tenant.other())).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(disconnect('no id')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('new credentials', () => {
  const update = (id: string, token: string, ctx = fixture.tenant.ctx()) =>
    updateChannelCredentials(ctx, () => fixture.channelMeans(ctx), id, { pageAccessToken: token });

  it('connect a channel again that had lost its own', async () => {
    const channel = await fixture.connectPage();
    await fixture.tenant
      .ctx()
      .em.nativeUpdate(Channel, { id: channel.id }, { status: 'DISCONNECTED' as never, lastError: 'error 190' });
    expect(await update(channel.id, `EAAG-sim-${channel.accountId}`)).toMatchObject({ status: 'CONNECTED', lastError: null });
  });

  it('of another page are refused, and the old ones stay', async () => {
    const channel = await fixture.connectPage();
    await expect(update(channel.id, 'EAAG-sim-99')).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      detail: { field: 'credentials' },
    });
    const { credentials } = await fixture.tenant.ctx().em.findOneOrFail(Channel, { id: channel.id });
    expect(credentials).toEqual(channel.credentials);
  });
});
