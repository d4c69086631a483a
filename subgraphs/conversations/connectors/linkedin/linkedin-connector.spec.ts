import { createHmac, randomInt, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { NO_PAYLOADS, payload } from '#kernel/testing/shared-payloads.ts';
import { type Simulators, startSimulators } from '../../../../simulators/start-simulators.ts';
import { type ConnectorStand, platformConnectorContract } from '../platform-connector.contract.ts';
import type { ConnectedAccount } from '../platform-connector.ts';
import { LINKEDIN_VERSION } from './linkedin-client.ts';
import { linkedinConnector } from './linkedin-connector.ts';

const SECRET = 'test-client-secret';
const webhookUrl = 'http://127.0.0.1:9/webhooks/linkedin';
const newOrganization = (): string => String(randomInt(1e6, 1e9));
const organization = newOrganization();
const accountOf = (id: string, token = `li-sim-${id}`): ConnectedAccount => ({
  accountId: `urn:li:organization:${id}`,
  credentials: { accessToken: token, applicationId: '4711' },
});
const sign = (body: Buffer): string => createHmac('sha256', SECRET).update('hmacsha256=').update(body).digest('hex');

let simulators: Simulators;
let stand: ConnectorStand;
const call = async (method: string, path: string, body?: object): Promise<unknown> => {
  const response = await fetch(`http://127.0.0.1:${simulators.port}/linkedin${path}`, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  return response.json();
};

const notification = {
  notificationId: 1,
  organizationalEntity: `urn:li:organization:${organization}`,
  action: 'COMMENT',
  sourcePost: 'urn:li:activity:71',
  generatedActivity: 'urn:li:comment:(activity:71,7094977717598625792)',
  lastModifiedAt: 1_691_574_506_310,
  decoratedGeneratedActivity: {
    comment: {
      entity: 'urn:li:comment:(urn:li:activity:71,7094977717598625792)',
      owner: 'urn:li:person:ana',
      object: 'urn:li:activity:71',
      text: 'Is it in stock?',
    },
  },
};

beforeAll(async () => {
  const gone = await startSimulators({ port: 0 });
  await gone.close();
  simulators = await startSimulators({ port: 0 });
  await call('PUT', '/_settings', { echoes: false });
  const body = Buffer.from(JSON.stringify({ type: 'ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS', notifications: [notification] }));
  const connectorAt = (port: number) =>
    linkedinConnector({ clientSecret: SECRET, apiUrl: `http://127.0.0.1:${port}/linkedin`, webhookUrl });
  stand = {
    control: call,
    connector: connectorAt(simulators.port),
    account: () => accountOf(organization),
    accountOfAnother: () => accountOf(organization, `li-sim-${newOrganization()}`),
    person: async () => {
      const memberId = `m${randomUUID()}`;
      const { urn } = (await call('POST', '/_inbound?deliver=false', { organizationId: organization, memberId })) as {
        urn: string;
      };
      const [, post] = /\((.*),/.exec(urn) ?? [];
      return { personId: `urn:li:person:${memberId}`, replyTo: `${post} ${urn}`, platformMessageId: urn };
    },
    tellsNames: false,
    signedBody: () => ({ body, headers: { 'x-li-signature': sign(body) } }),
    endCredentials: async (_account, how) => void (await call('PUT', '/_settings', { [`${how}Organizations`]: [organization] })),
    endSubscription: async () => void (await call('DELETE', '/_subscriptions')),
    heal: async () =>
      void (await call('PUT', '/_settings', { expiredOrganizations: [], revokedOrganizations: [], roleLost: [] })),
    unreachable: () => connectorAt(gone.port),
  };
});
afterAll(() => simulators.close());

platformConnectorContract('LinkedIn', () => stand);

describe('the LinkedIn connector', () => {
  const soon = () => AbortSignal.timeout(5000);
  const message = (replyTo: string | null, text = 'Yes.') => ({
    personId: 'urn:li:person:ana',
    replyTo,
    text,
    deliveryId: randomUUID(),
    isByPerson: false,
    isWindowClosed: false,
  });
  const sendFaulted = async (status: number, body: object) => {
    const { replyTo } = await stand.person(stand.account());
    await call('PUT', '/_faults', { status, body });
    return stand.connector.send(stand.account(), message(replyTo), soon());
  };
  afterEach(async () => {
    await call('DELETE', '/_faults');
    await stand.heal();
    await call('PUT', '/_settings', { newestVersion: '202611', oldestVersion: '202511' });
  });

  it('accepts a signature with its prefix in front, too', () => {
    const { body } = stand.signedBody();
    const { verifySignature } = stand.connector;
    expect(verifySignature({ 'x-li-signature': `hmacsha256=${sign(body)}` }, body)).toBe('right');
    expect(verifySignature({ 'x-li-signature': createHmac('sha256', SECRET).update(body).digest('hex') }, body)).toBe('wrong');
  });

  it('answers a challenge with the code and its HMAC, and signs nothing that could be a webhook’s text', () => {
    const { connector } = stand;
    const challengeCode = '890e4665-4dfe-4ab1-b689-ed553bceeed0';
    const answer = connector.challenge(new URLSearchParams({ challengeCode }));
    expect(answer?.contentType).toBe('application/json');
    expect(JSON.parse(answer?.body ?? '')).toEqual({
      challengeCode,
      challengeResponse: createHmac('sha256', SECRET).update(challengeCode).digest('hex'),
    });
    for (const other of ['', 'hmacsha256={}', 'a'.repeat(101)]) {
      expect(connector.challenge(new URLSearchParams({ challengeCode: other }))).toBeNull();
    }
  });

  it('answers under the comment with the version, the organisation as the actor and the URN in Rest.li’s encoding', async () => {
    const { replyTo, platformMessageId: urn } = await stand.person(stand.account());
    await call('DELETE', '/_journal');
    const outcome = await stand.connector.send(stand.account(), message(replyTo), soon());
    expect(outcome).toMatchObject({
      kind: 'accepted',
      platformMessageId: expect.stringMatching(/^urn:li:comment:\(urn:li:activity:\d+,\d+\)$/),
    });
    const [entry] = (await call('GET', '/_journal')) as { path: string; headers: object; request: object }[];
    const encoded = encodeURIComponent(urn).replace('(', '%28').replace(')', '%29');
    expect(entry).toMatchObject({
      path: `/rest/socialActions/${encoded}/comments`,
      headers: { 'linkedin-version': LINKEDIN_VERSION, 'x-restli-protocol-version': '2.0.0', authorization: '[redacted]' },
      request: {
        actor: `urn:li:organization:${organization}`,
        object: replyTo?.split(' ')[0],
        parentComment: urn,
        message: { text: 'Yes.' },
      },
    });
  });

  it('answers a mention under its post, and a member’s answer beside it', async () => {
    const { urn: post } = (await call('POST', '/_inbound?deliver=false', {
      organizationId: organization,
      action: 'SHARE_MENTION',
      text: 'Look at these tables.',
    })) as { urn: string };
    const { platformMessageId: parentComment } = await stand.person(stand.account());
    await call('POST', '/_inbound?deliver=false', { organizationId: organization, parentComment, text: 'Me too.' });
    const { messages } = await stand.connector.readInbound(stand.account(), new Date(Date.now() - 60_000), soon());
    const mention = messages?.find(({ platformMessageId }) => platformMessageId === post);
    expect(mention).toMatchObject({ thread: post, replyTo: post, text: 'Look at these tables.', displayName: null });
    expect(await stand.connector.send(stand.account(), message(mention?.replyTo ?? null), soon())).toMatchObject({
      kind: 'accepted',
    });
    const nested = messages?.find(({ text }) => text === 'Me too.');
    expect(nested?.replyTo?.split(' ')[1]).toBe(parentComment);
    expect(await stand.connector.send(stand.account(), message(nested?.replyTo ?? null), soon())).toMatchObject({
      kind: 'accepted',
    });
  });

  it('reads all pages of what it missed', async () => {
    const id = newOrganization();
    const since = new Date(Date.now() - 1000);
    await call(
      'POST',
      '/_inbound?deliver=false',
      Array.from({ length: 60 }, (_, n) => ({ organizationId: id, text: `No. ${n}` })) as never,
    );
    await call(
      'POST',
      '/_inbound?deliver=false',
      Array.from({ length: 55 }, (_, n) => ({ organizationId: id, text: `No. ${60 + n}` })) as never,
    );
    const { messages } = await stand.connector.readInbound(accountOf(id), since, soon());
    expect(new Set(messages?.map(({ text }) => text)).size).toBe(115);
  });

  it('goes on with what ten pages did not hold, and loses none of it', async () => {
    const id = newOrganization();
    const since = new Date(Date.now() - 1000);
    for (let n = 0; n < 9; n += 1) {
      const many = Array.from({ length: 60 }, (_, m) => ({ organizationId: id, text: `No. ${60 * n + m}` }));
      await call('POST', '/_inbound?deliver=false', many as never);
    }
    const first = await stand.connector.readInbound(accountOf(id), since, soon());
    if (first.messages === null) throw new Error(first.error);
    expect(first.messages).toHaveLength(500);
    const second = await stand.connector.readInbound(accountOf(id), since, soon(), first.rest);
    if (second.messages === null) throw new Error(second.error);
    expect(second).not.toHaveProperty('rest');
    expect(new Set([...first.messages, ...second.messages].map(({ text }) => text)).size).toBe(540);
  });

  it('takes a message to a person for what LinkedIn does not have', async () => {
    expect(await stand.connector.send(stand.account(), message(null), soon())).toMatchObject({
      kind: 'refused',
      reason: 'REJECTED',
    });
  });

  it('says in plain words that the version it speaks is served no more', async () => {
    await call('PUT', '/_settings', { newestVersion: '202711', oldestVersion: '202611' });
    const error = expect.stringContaining(`no longer serves version ${LINKEDIN_VERSION}`);
    expect(await stand.connector.checkHealth(stand.account(), soon())).toEqual({ kind: 'refused', error });
    const outcome = await stand.connector.send(stand.account(), message('urn:li:activity:71'), soon());
    expect(outcome).toEqual({ kind: 'refused', reason: 'REJECTED', error });
  });

  it('tells the families of 403 and 404 apart', async () => {
    const denied = {
      status: 403,
      serviceErrorCode: 100,
      code: 'ACCESS_DENIED',
      message: 'Not enough permissions to access: POST /socialActions',
    };
    expect(await sendFaulted(403, denied)).toMatchObject({ kind: 'refused', reason: 'CREDENTIALS' });
    const unpermitted = {
      status: 403,
      message: 'Unpermitted fields present in REQUEST_BODY: Data Processing Exception while processing fields [/content]',
    };
    expect(await sendFaulted(403, unpermitted)).toMatchObject({ kind: 'refused', reason: 'REJECTED' });
    expect(await sendFaulted(404, { status: 404, message: 'Not found' })).toMatchObject({
      kind: 'refused',
      reason: 'PERSON_UNAVAILABLE',
    });
    expect(await sendFaulted(500, { status: 500, message: 'Internal' })).toMatchObject({ kind: 'unknown' });
  });

  it('waits for midnight UTC where the day’s quota is used up', async () => {
    const { replyTo } = await stand.person(stand.account());
    await call('PUT', '/_settings', { callsPerDay: 0 });
    const at2200 = new Date('2026-11-22T22:00:00Z');
    const config = { clientSecret: SECRET, apiUrl: `http://127.0.0.1:${simulators.port}/linkedin`, webhookUrl };
    const outcome = await linkedinConnector(config, () => at2200).send(stand.account(), message(replyTo), soon());
    await call('PUT', '/_settings', { callsPerDay: 100_000 });
    expect(outcome).toMatchObject({ kind: 'later', cause: 'RATE', retryAfterMs: 2 * 3_600_000 });
  });

  it('knows a member who lost the role, although the token is good', async () => {
    await stand.connector.subscribe(stand.account(), soon());
    expect(await stand.connector.checkHealth(stand.account(), soon())).toEqual({ kind: 'verified' });
    await call('PUT', '/_settings', { roleLost: [organization] });
    const refused = { kind: 'refused', error: expect.stringContaining('administrator') };
    expect(await stand.connector.checkHealth(stand.account(), soon())).toEqual(refused);
    expect(await stand.connector.verifyCredentials(stand.account(), soon())).toEqual(refused);
  });

  it('pays one call for a look at the account’s health once it knows whose the token is', async () => {
    await stand.connector.subscribe(stand.account(), soon());
    await stand.connector.checkHealth(stand.account(), soon());
    await call('DELETE', '/_journal');
    expect(await stand.connector.checkHealth(stand.account(), soon())).toEqual({ kind: 'verified' });
    expect(await call('GET', '/_journal')).toHaveLength(1);
  });

  it('asks for the URN of an organisation that was given by its number', async () => {
    const account = { ...stand.account(), accountId: organization };
    expect(await stand.connector.verifyCredentials(account, soon())).toMatchObject({
      kind: 'refused',
      error: expect.stringContaining('urn:li:organization:'),
    });
  });

  describe('that renews', () => {
    const expiresAt = '2027-01-31T00:00:00Z';
    const renewable = (id = organization) => ({
      accountId: `urn:li:organization:${id}`,
      credentials: { accessToken: 'old', applicationId: '4711', refreshToken: `li-refresh-${id}`, clientId: 'client', expiresAt },
    });

    it('does so a week before the end, and not without a refresh token', () => {
      expect(stand.connector.renewAt(renewable())).toEqual(new Date('2027-01-24T00:00:00Z'));
      expect(stand.connector.renewAt(stand.account())).toBeNull();
    });

    it('gets an access token that works, and its new end', async () => {
      const renewal = await stand.connector.renew(renewable(), soon());
      expect(renewal).toMatchObject({
        kind: 'renewed',
        credentials: { refreshToken: `li-refresh-${organization}`, applicationId: '4711' },
      });
      if (renewal.kind !== 'renewed') return;
      const account = { ...stand.account(), credentials: renewal.credentials };
      expect(stand.connector.parseCredentials(renewal.credentials)).toEqual(renewal.credentials);
      expect(await stand.connector.verifyCredentials(account, soon())).toEqual({ kind: 'verified' });
      const inDays = ((stand.connector.renewAt(account)?.getTime() ?? 0) - Date.now()) / 86_400_000;
      expect(Math.round(inDays)).toBe(53);
    });

    it('says that the member has to sign in again once a year is over', async () => {
      const id = newOrganization();
      await call('PUT', '/_settings', { consentEnded: [id] });
      const error = expect.stringMatching(/365 days .* sign in again/);
      expect(await stand.connector.renew(renewable(id), soon())).toEqual({ kind: 'refused', error });
    });

    it('keeps the old credentials where the answer is none', async () => {
      for (const fault of [
        { status: 200, body: '<html>' },
        { status: 500, body: {} },
        { status: 429, body: {} },
        { drop: true },
      ]) {
        await call('PUT', '/_faults', fault);
        expect(await stand.connector.renew(renewable(), soon())).toMatchObject({ kind: 'unavailable' });
      }
    });
  });
});

describe.skipIf(NO_PAYLOADS)('recorded answers of LinkedIn’s', () => {
  const send = async (replyTo: string) => {
    const message = {
      personId: 'urn:li:person:ana',
      replyTo,
      text: 'Yes.',
      deliveryId: randomUUID(),
      isByPerson: false,
      isWindowClosed: false,
    };
    return stand.connector.send(stand.account(), message, AbortSignal.timeout(5000));
  };
  afterEach(() => call('DELETE', '/_faults'));

  it('name the comment that was made, though it hangs on another URN of the post', async () => {
    const [recorded] = JSON.parse(payload('linkedin/nango-create-comment.json').toString());
    const { status, response: body } = recorded;
    await call('PUT', '/_faults', { status, body, headers: { 'x-restli-id': recorded.headers['x-restli-id'] } });
    expect(await send('urn:li:share:7460071015449071616')).toEqual({
      kind: 'accepted',
      platformMessageId: 'urn:li:comment:(urn:li:activity:7460071015826649089,7460071200006991873)',
    });
  });

  it.each([
    ['no version header', { kind: 'refused', reason: 'REJECTED' }],
    ['version sunset', { kind: 'refused', reason: 'REJECTED', error: expect.stringContaining('no longer serves') }],
    ['member revoked app', { kind: 'refused', reason: 'CREDENTIALS' }],
    ['expired token', { kind: 'refused', reason: 'CREDENTIALS' }],
    ['lost admin role', { kind: 'refused', reason: 'CREDENTIALS' }],
    ['comment throttle', { kind: 'later', cause: 'RATE', retryAfterMs: undefined }],
    ['daily quota', { kind: 'later', cause: 'RATE', retryAfterMs: expect.any(Number) }],
    ['image in inline comment', { kind: 'refused', reason: 'REJECTED' }],
  ])('are told apart: %s', async (when, expected) => {
    const catalog = JSON.parse(payload('linkedin/errors-catalog.json').toString()) as {
      when: string;
      status: number;
      body: object;
    }[];
    const row = catalog.find((each) => each.when === when);
    await call('PUT', '/_faults', { status: row!.status, body: row!.body });
    expect(await send('urn:li:activity:71')).toMatchObject(expected);
  });
});
