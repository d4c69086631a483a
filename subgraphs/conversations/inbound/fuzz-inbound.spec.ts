import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#kernel/persistence/new-id.ts';
import { outsideConfig } from '#kernel/testing/outside-config.ts';
import { makeTestTenant, type TestTenant } from '#kernel/testing/test-tenant.ts';
import { AccountDirectory } from '../channel/account-directory.ts';
import { Channel, ChannelStatus } from '../channel/channel.entity.ts';
import { platformConnectors } from '../connectors/platform-connectors.ts';
import { Message } from '../message/message.entity.ts';
import { Platform } from '../platform.ts';
import { conversations } from '../subgraph.ts';
import { webhookArbitrary } from '../testing/webhook-arbitrary.ts';
import { WEBHOOK_SHAPES } from '../testing/webhook-bodies.ts';

const BODIES_PER_SHAPE = 1000;

const platforms = outsideConfig('http://127.0.0.1:9');
const connectors = platformConnectors(platforms);
const hmac = (secret: string, text: Buffer | string, encoding: 'hex' | 'base64') =>
  createHmac('sha256', secret).update(text).digest(encoding);
const SIGNED: Readonly<Record<Platform, (body: Buffer) => Record<string, string>>> = {
  FACEBOOK: (body) => ({ 'x-hub-signature-256': `sha256=${hmac(platforms.facebook.appSecret, body, 'hex')}` }),
  INSTAGRAM: (body) => ({ 'x-hub-signature-256': `sha256=${hmac(platforms.facebook.appSecret, body, 'hex')}` }),
  X: (body) => ({ 'x-twitter-webhooks-signature': `sha256=${hmac(platforms.x.consumerSecret, body, 'base64')}` }),
  LINKEDIN: (body) => ({
    'x-li-signature': hmac(platforms.linkedin.clientSecret, Buffer.concat([Buffer.from('hmacsha256='), body]), 'hex'),
  }),
};
const ACCOUNT: Readonly<Record<Platform, string>> = {
  FACEBOOK: '10672809',
  INSTAGRAM: '10672809',
  X: '1111111111111111111',
  LINKEDIN: 'urn:li:organization:12345',
};

let tenant: TestTenant;
const declaration = conversations({
  platforms,
  delivery: { postTimeoutMs: 1000, reconcileAfterMs: 2000 },
  platform: () => tenant.installation.platform,
});

beforeAll(async () => {
  tenant = await makeTestTenant([declaration]);
  const accounts = new AccountDirectory(() => tenant.installation.platform.platform);
  for (const platform of Object.values(Platform)) {
    const [id, accountId] = [newId(), ACCOUNT[platform]];
    const ctx = tenant.ctx();
    ctx.em.create(Channel, {
      ...{ id, platform, accountId, displayName: platform, status: ChannelStatus.CONNECTED, connectedAt: ctx.clock.now() },
      credentials: Buffer.alloc(1),
    });
    await ctx.em.flush();
    await accounts.claim(platform, accountId, { tenant: tenant.tenant, channelId: id });
    await accounts.markConnected(platform, accountId, tenant.tenant);
  }
});
afterAll(() => tenant.close());

const drain = async (): Promise<void> => {
  for (const loop of declaration.loops ?? []) {
    while (await loop.step(tenant.installation.platform, new AbortController().signal));
  }
};
const buried = async (): Promise<Set<string>> => {
  const { rows } = await tenant.installation.platform.platform.query<{ id: string }>('select id from platform.dead_letter');
  return new Set(rows.map(({ id }) => id));
};

it.each(WEBHOOK_SHAPES)(
  `of ${BODIES_PER_SHAPE} signed bodies of %s, %s each is answered 200, every valid message is stored, and what cannot be is a dead letter`,
  async (platform, _envelope, shape) => {
    const { platform: context } = tenant.installation;
    const [, receive] =
      declaration.routes?.(context, () => undefined).filter(({ path }) => path === `/webhooks/${platform.toLowerCase()}`) ?? [];
    const connector = connectors.get(platform);
    if (!receive || !connector) throw new Error(`no door for ${platform}`);
    const before = await buried();
    const samples = fc.sample(webhookArbitrary(shape), BODIES_PER_SHAPE);
    const url = new URL(`http://127.0.0.1${receive.path}`);
    const answers = await Promise.all(
      samples.map(({ raw }) => Promise.resolve(receive.handle({ url, headers: SIGNED[platform](raw), body: raw }))),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await drain();

    const stored = await tenant.ctx().em.find(Message, {}, { fields: ['platformMessageId'] });
    const storedIds = new Set(stored.map(({ platformMessageId }) => platformMessageId));
    const known = samples.flatMap(({ raw }) =>
      connector.parse(raw).parts.flatMap(({ accountId, items }) => (accountId === ACCOUNT[platform] ? items : [])),
    );
    const written = known.filter((item) => item.kind === 'message').map(({ platformMessageId }) => platformMessageId);
    expect(written.length).toBeGreaterThan(BODIES_PER_SHAPE / 4);
    expect(written.filter((id) => !storedIds.has(id))).toEqual([]);

    const faults = samples.flatMap(({ raw }) => {
      const { parts, faults: bad } = connector.parse(raw);
      return [...bad, ...parts.filter(({ accountId, items }) => items.length > 0 && accountId !== ACCOUNT[platform])];
    });
    expect((await buried()).size - before.size).toBe(faults.length);
    await expect.poll(waiting, { timeout: 5_000 }).toBe(0);
  },
  60_000,
);

/** Stored bodies are deleted together, after a moment, by the loop. */
const waiting = async (): Promise<number> => {
  await drain();
  return (await tenant.installation.platform.platform.query('select from platform.inbound_log')).rowCount ?? 0;
};
