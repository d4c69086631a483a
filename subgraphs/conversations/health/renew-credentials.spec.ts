import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { outsideConfig } from '#kernel/testing/outside-config.ts';
import { Channel, credentialsAt } from '../channel/channel.entity.ts';
import { connectChannel } from '../channel/connect-channel.ts';
import type { PlatformConnector } from '../connectors/platform-connector.ts';
import { platformConnectors } from '../connectors/platform-connectors.ts';
import { Platform } from '../platform.ts';
import { type ConversationsFixture, makeConversations, newPageId } from '../testing/conversations-fixture.ts';
import { readChannelState } from './channel-state.ts';
import { renewCredentials } from './renew-credentials.ts';

const HOUR = 3_600_000;

let fixture: ConversationsFixture;
let connector: PlatformConnector;
beforeAll(async () => {
  fixture = await makeConversations();
  connector = platformConnectors(outsideConfig(fixture.simulatorsUrl)).get(Platform.INSTAGRAM)!;
});
afterAll(() => fixture.close());
afterEach(async () => {
  fixture.resetClock();
  await instagram('DELETE', '/_faults');
  await instagram('PUT', '/_settings', { revokedAccounts: [] });
});

const instagram = async (method: string, path: string, body?: unknown): Promise<unknown> => {
  const response = await fetch(`${fixture.simulatorsUrl}/instagram${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return response.json();
};

const connect = (): Promise<Channel> => {
  const ctx = fixture.tenant.ctx();
  const accountId = newPageId();
  return connectChannel(
    ctx,
    { ...fixture.channelMeans(ctx), connector },
    {
      accountId,
      displayName: 'Our profile',
      credentials: { accessToken: `IGAA-sim-${accountId}` },
      idempotencyKey: null,
    },
  );
};
const channelOf = ({ id }: Channel): Promise<Channel> => fixture.tenant.ctx().em.findOneOrFail(Channel, { id });
const tokenOf = async (channel: Channel): Promise<string> => {
  const { id, credentials } = await channelOf(channel);
  const opened = await fixture.tenant.ctx().vault.open(credentialsAt(id), credentials!);
  return (JSON.parse(opened ?? '{}') as { accessToken: string }).accessToken;
};
const renewals = async (): Promise<number> =>
  ((await instagram('GET', '/_journal')) as { path: string }[]).filter(({ path }) => path.includes('refresh_access_token'))
    .length;
const renew = async (channel: Channel): Promise<string> => {
  const state = await readChannelState(fixture.tenant.ctx(), channel.id);
  const renewed = await fixture.tenant.transaction((tx) => renewCredentials(tx, state!, connector, AbortSignal.timeout(2000)));
  return renewed.kind;
};

describe('a credential that ends', () => {
  it('is renewed by the heartbeat when it is time, and the channel goes on with the new one', async () => {
    const channel = await connect();
    const token = await tokenOf(channel);
    fixture.passMs(2 * HOUR);
    await fixture.checkHealth();
    expect(await tokenOf(channel)).toBe(token);
    fixture.passMs(24 * HOUR);
    await fixture.checkHealth();
    const renewed = await tokenOf(channel);
    expect(renewed).not.toBe(token);
    fixture.passMs(HOUR);
    await fixture.checkHealth();
    expect(await tokenOf(channel)).toBe(renewed);
    expect((await channelOf(channel)).status).toBe('CONNECTED');
  });

  it('is renewed once, however many try at the same time', async () => {
    const channel = await connect();
    fixture.passMs(26 * HOUR);
    await instagram('PUT', '/_faults', { match: { path: '/refresh_access_token' }, delayMs: 200 });
    const before = await renewals();
    const kinds = await Promise.all([renew(channel), renew(channel), renew(channel)]);
    expect(kinds).toContain('account');
    // whoever waited, or comes later, finds the new one
    expect(await renew(channel)).toBe('account');
    expect((await renewals()) - before).toBe(1);
  });

  it('that the platform does not renew disconnects the channel and alerts the team', async () => {
    const channel = await connect();
    fixture.passMs(26 * HOUR);
    await instagram('PUT', '/_settings', { revokedAccounts: [channel.accountId] });
    await fixture.checkHealth();
    expect((await channelOf(channel)).status).toBe('DISCONNECTED');
    const alerts = (await fixture.tenant.published('alert-raised')).filter(({ key }) => key === channel.id);
    expect(alerts).toMatchObject([{ data: { code: 'CHANNEL_DISCONNECTED', severity: 'CRITICAL' } }]);
  });

  it('is good for a while yet when the platform does not answer, and is renewed later', async () => {
    const channel = await connect();
    const token = await tokenOf(channel);
    fixture.passMs(26 * HOUR);
    await instagram('PUT', '/_faults', { match: { path: '/refresh_access_token' }, status: 502, body: '<html>' });
    await fixture.checkHealth();
    expect(await channelOf(channel)).toMatchObject({ status: 'CONNECTED' });
    expect(await tokenOf(channel)).toBe(token);
    await instagram('DELETE', '/_faults');
    fixture.passMs(HOUR);
    await fixture.checkHealth();
    expect(await tokenOf(channel)).not.toBe(token);
  });

  it('does not take the place of new ones that a member gave meanwhile', async () => {
    const channel = await connect();
    fixture.passMs(26 * HOUR);
    await instagram('PUT', '/_faults', { match: { path: '/refresh_access_token' }, delayMs: 300 });
    const before = await renewals();
    const renewing = renew(channel);
    await expect.poll(renewals).toBeGreaterThan(before);
    const ctx = fixture.tenant.ctx();
    const given = await ctx.vault.sealForTenant(credentialsAt(channel.id), JSON.stringify({ accessToken: 'IGAA-sim-given' }));
    await ctx.em.nativeUpdate(Channel, { id: channel.id }, { credentials: given });
    await renewing;
    expect(await tokenOf(channel)).toBe('IGAA-sim-given');
  });
});
