import { createHmac, randomInt } from 'node:crypto';
import type { Consumer } from '#kernel/messaging/consumer.ts';
import type { Route, RouteResponse, SubgraphDeclaration } from '#kernel/runtime/define-subgraph.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { outsideConfig } from '#kernel/testing/outside-config.ts';
import { makeTestTenant, type TestTenant } from '#kernel/testing/test-tenant.ts';
import { startSimulators } from '../../../simulators/start-simulators.ts';
import { AccountDirectory } from '../channel/account-directory.ts';
import type { Channel } from '../channel/channel.entity.ts';
import { type ChannelMeans, connectChannel } from '../channel/connect-channel.ts';
import { facebookConnector } from '../connectors/facebook/facebook-connector.ts';
import { HEALTH } from '../health/health-loop.ts';
import type { HealthTimes } from '../health/health-times.ts';
import { INBOUND } from '../inbound/inbound-log.ts';
import { conversations } from '../subgraph.ts';

/** That of `golden-signed-dev`. */
export const APP_SECRET = 'test-app-secret';
export const VERIFY_TOKEN = 'test-verify-token';
export const TIMES = { postTimeoutMs: 1500, reconcileAfterMs: 20_000, reconcileGraceMs: 5000 };

/** Two tenants, the subgraph's doors opened by hand, and Facebook's stand-in, which sends no webhooks by itself. */
export interface ConversationsFixture {
  readonly declaration: SubgraphDeclaration;
  readonly tenant: TestTenant;
  readonly simulatorsUrl: string;
  readonly accounts: AccountDirectory;
  consumer(name: string): Consumer;
  /** What a channel's use cases need, as a resolver gives it to them in this context. */
  channelMeans(ctx: Ctx): ChannelMeans;
  /** A page of its own, connected by the tenant whose context it is. */
  connectPage(ctx?: Ctx, pageId?: string): Promise<Channel>;
  challenge(query: Record<string, string>): Promise<RouteResponse>;
  /** Signed unless a signature is given; null leaves the header out. */
  post(body: string | Buffer, signature?: string | null): Promise<RouteResponse>;
  /** Runs the inbound loop until it has nothing to do. */
  readInbound(): Promise<void>;
  /** Looks at every channel whose time it is. */
  checkHealth(): Promise<void>;
  /** Posts a webhook of these items and has it read. */
  receive(pageId: string, ...items: object[]): Promise<void>;
  facebook(method: string, path: string, body?: unknown): Promise<unknown>;
  /** What the Send API was asked for, oldest first. */
  posts(): Promise<{ request: { recipient: { id: string }; message: { text: string; metadata: string } } }[]>;
  /** Moves the clock forward for everything that asks it. */
  passMs(ms: number): void;
  now(): Date;
  /** Back to the time that the simulators have. */
  resetClock(): void;
  close(): Promise<void>;
}

export async function makeConversations({ health = {} }: { health?: Partial<HealthTimes> } = {}): Promise<ConversationsFixture> {
  let aheadMs = 0;
  const clock = { now: () => new Date(Date.now() + aheadMs) };
  const simulators = await startSimulators({
    port: 0,
    facebook: { webhookUrl: 'http://127.0.0.1:9/webhooks/facebook', appSecret: APP_SECRET, verifyToken: VERIFY_TOKEN },
  });
  const origin = `http://127.0.0.1:${simulators.port}/facebook`;
  let tenant: TestTenant | undefined;
  const platform = () => {
    if (!tenant) throw new Error('the fixture is not open yet');
    return tenant.installation.platform;
  };
  const declaration = conversations({
    platforms: outsideConfig(`http://127.0.0.1:${simulators.port}`),
    delivery: TIMES,
    health,
    platform,
  });
  tenant = await makeTestTenant([declaration], { clock });
  const opened = tenant;

  const facebook = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${origin}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  await facebook('PUT', '/_settings', { echoes: false });

  const routes = declaration.routes?.(opened.installation.platform, () => undefined) ?? [];
  const door = (method: Route['method']): Route => {
    const route = routes.find((candidate) => candidate.method === method);
    if (!route) throw new Error(`no ${method} route`);
    return route;
  };
  const url = new URL('http://127.0.0.1/webhooks/facebook');
  const accounts = new AccountDirectory(() => opened.installation.platform.platform);

  const runLoop = async (name: string): Promise<void> => {
    const loop = declaration.loops?.find((candidate) => candidate.name === name);
    while (await loop?.step(opened.installation.platform, new AbortController().signal));
  };

  const fixture: ConversationsFixture = {
    declaration,
    tenant: opened,
    simulatorsUrl: `http://127.0.0.1:${simulators.port}`,
    accounts,
    consumer: (name) => {
      const found = declaration.consumers?.find((consumer) => consumer.name === name);
      if (!found) throw new Error(`no consumer ${name}`);
      return found;
    },
    channelMeans: (ctx) => ({
      connector: facebookConnector(outsideConfig(`http://127.0.0.1:${simulators.port}`).facebook),
      accounts,
      timeoutMs: 5000,
      transaction: (work) => opened.installation.eventLog.transaction(ctx, work),
    }),
    connectPage: (ctx = opened.ctx(), pageId = newPageId()) =>
      connectChannel(ctx, fixture.channelMeans(ctx), {
        accountId: pageId,
        displayName: 'Our page',
        credentials: { pageAccessToken: `EAAG-sim-${pageId}` },
        idempotencyKey: null,
      }),
    challenge: async (query) => {
      const asked = new URL(`${url}?${new URLSearchParams(query)}`);
      return door('GET').handle({ url: asked, headers: {}, body: Buffer.alloc(0) });
    },
    post: async (body, signature) => {
      const bytes = Buffer.from(body);
      const header = signature === undefined ? sign(bytes) : signature;
      return door('POST').handle({ url, headers: header === null ? {} : { 'x-hub-signature-256': header }, body: bytes });
    },
    readInbound: async () => {
      await runLoop(INBOUND);
    },
    checkHealth: () => runLoop(HEALTH),
    receive: async (pageId, ...items) => {
      const response = await fixture.post(webhook([pageId, ...items]));
      if (response.status !== 200) throw new Error(`the webhook was answered ${response.status}`);
      await fixture.readInbound();
    },
    facebook,
    posts: async () => {
      const journal = (await facebook('GET', '/_journal')) as { method: string; path: string; request: never }[];
      return journal.filter(({ method, path }) => method === 'POST' && path.endsWith('/messages'));
    },
    passMs: (ms) => {
      aheadMs += ms;
    },
    now: () => clock.now(),
    resetClock: () => {
      aheadMs = 0;
    },
    close: async () => {
      await opened.close();
      await simulators.close();
    },
  };
  return fixture;
}

export const sign = (body: Buffer, secret = APP_SECRET): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

const digits = (): string => `${randomInt(1e7, 1e8)}${randomInt(1e7, 1e8)}`;
export const newPageId = (): string => `1${digits()}`;
export const newPersonId = (): string => `7${digits()}`;
export const newMid = (): string => `m_${digits()}${digits()}`;

/** Each entry is a page's id and its items. */
export const webhook = (...entries: [string, ...object[]][]): string =>
  JSON.stringify({ object: 'page', entry: entries.map(([id, ...messaging]) => ({ id, time: Date.now(), messaging })) });

export const messageItem = (
  personId: string,
  text: string,
  { mid = newMid(), at = new Date(), pageId = 'page' }: { mid?: string; at?: Date; pageId?: string } = {},
): object => ({ sender: { id: personId }, recipient: { id: pageId }, timestamp: at.getTime(), message: { mid, text } });

export const echoItem = (pageId: string, personId: string, mid: string, metadata?: string): object => ({
  sender: { id: pageId },
  recipient: { id: personId },
  timestamp: Date.now(),
  message: { mid, text: 'echoed', is_echo: true, app_id: 7, ...(metadata === undefined ? {} : { metadata }) },
});
