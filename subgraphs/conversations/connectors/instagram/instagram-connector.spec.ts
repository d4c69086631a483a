import { afterAll, beforeAll, expect, test } from 'vitest';
import { metaConnectorContract } from '../meta/meta-connector.contract.ts';
import { type MetaStand, makeMetaStand, metaApp } from '../meta/testing/meta-stand.ts';
import { instagramConnector } from './instagram-connector.ts';

const GIVEN_AT = '2026-11-01T10:00:00.000Z';
let stand: MetaStand;

beforeAll(async () => {
  stand = await makeMetaStand({
    name: 'instagram',
    object: 'instagram',
    keys: { account: 'accountId', person: 'igsid' },
    tokenPrefix: 'IGAA-sim-',
    credentials: (accessToken) => ({ accessToken, givenAt: GIVEN_AT }),
    connector: (graphUrl) => instagramConnector({ ...metaApp, graphUrl }),
  });
});
afterAll(() => stand.close());

metaConnectorContract('Instagram', () => stand);

const soon = (): AbortSignal => AbortSignal.timeout(5000);
const CODER = '\u{1f469}\u{1f3fd}\u200d\u{1f4bb}';

test('a send has no metadata, which Instagram does not know', async () => {
  const account = stand.account();
  const { personId } = await stand.person(account);
  const message = { personId, replyTo: null, text: 'Hi.', deliveryId: 'ours', isByPerson: false, isWindowClosed: false };
  expect(await stand.connector.send(account, message, soon())).toMatchObject({ kind: 'accepted' });
  const [entry] = ((await stand.control('GET', '/_journal')) as { path: string; request: object }[]).slice(-1);
  expect(entry).toMatchObject({ path: `/v25.0/${account.accountId}/messages` });
  expect(entry?.request).toEqual({ recipient: { id: personId }, message: { text: 'Hi.' } });
});

test('a text is cut at 1,000 bytes, between characters as people see them, and Instagram takes each part', async () => {
  const account = stand.account();
  const { personId } = await stand.person(account);
  const parts = stand.connector.splitText(CODER.repeat(140), null);
  expect(parts.map((part) => Buffer.byteLength(part))).toEqual([990, 990, 120]);
  expect(stand.connector.splitText('ä'.repeat(501), null).map((part) => part.length)).toEqual([500, 1]);
  for (const text of parts) {
    const message = { personId, replyTo: null, text, deliveryId: 'ours', isByPerson: false, isWindowClosed: false };
    expect(await stand.connector.send(account, message, soon())).toMatchObject({ kind: 'accepted' });
  }
});

test('a person without a name is called by the user name', async () => {
  const account = stand.account();
  const { personId } = await stand.person(account, 'Ana Roth');
  for (const [body, displayName] of [
    [{ id: '7', name: null, username: 'ana.roth' }, 'ana.roth'],
    [{ id: '7', name: ' \u0000 ', username: ' ana\n' }, 'ana'],
    [{ id: '7' }, null],
  ] as const) {
    await stand.control('PUT', '/_faults', { match: { method: 'GET' }, body });
    expect(await stand.connector.profile(account, personId, soon())).toEqual({ displayName });
  }
  await stand.control('DELETE', '/_faults');
});

test('the account is read in either shape that Meta gives it', async () => {
  const account = stand.account();
  for (const body of [{ user_id: account.accountId, id: '9' }, { data: [{ user_id: account.accountId, username: 'x' }] }]) {
    await stand.control('PUT', '/_faults', { match: { method: 'GET' }, body });
    expect(await stand.connector.verifyCredentials(account, soon())).toEqual({ kind: 'verified' });
  }
  await stand.control('DELETE', '/_faults');
});

test('a token is due a day after it was given, and a month before its end once that is known', () => {
  const at = (credentials: object) => stand.connector.renewAt({ accountId: '1', credentials })?.toISOString();
  expect(at({ accessToken: 'x', givenAt: GIVEN_AT })).toBe('2026-11-02T11:00:00.000Z');
  expect(at({ accessToken: 'x', givenAt: GIVEN_AT, expiresAt: '2026-12-31T10:00:00.000Z' })).toBe('2026-12-01T10:00:00.000Z');
  // a short one is not asked for before Instagram would renew it
  expect(at({ accessToken: 'x', givenAt: GIVEN_AT, expiresAt: '2026-11-03T10:00:00.000Z' })).toBe('2026-11-02T11:00:00.000Z');
});

test('a token given by a person gets its moment, and nothing else is added to it', () => {
  const parsed = stand.connector.parseCredentials({ accessToken: 'x' });
  expect(parsed).toEqual({ accessToken: 'x', givenAt: expect.stringMatching(/^\d{4}-.*Z$/) });
  expect(stand.connector.parseCredentials({ accessToken: 'x', pageAccessToken: 'y' })).toBeNull();
});

test('a renewed token acts for the same account, for sixty days', async () => {
  const account = stand.account();
  const renewal = await stand.connector.renew(account, soon());
  if (renewal.kind !== 'renewed') throw new Error(renewal.error);
  expect(stand.connector.parseCredentials(renewal.credentials)).toEqual(renewal.credentials);
  expect(renewal.credentials).not.toMatchObject(account.credentials as object);
  const renewed = { ...account, credentials: renewal.credentials };
  expect(await stand.connector.verifyCredentials(renewed, soon())).toEqual({ kind: 'verified' });
  const dueInDays = (stand.connector.renewAt(renewed)!.getTime() - Date.now()) / 86_400_000;
  expect(dueInDays).toBeCloseTo(30, 1);
});

test('a token that has ended is refused a renewal; one that is not renewed for another reason is tried again', async () => {
  await stand.endCredentials(stand.account(), 'expired');
  expect(await stand.connector.renew(stand.account(), soon())).toMatchObject({ kind: 'refused' });
  await stand.heal();
  await stand.control('PUT', '/_faults', { status: 400, body: { error: { code: 100, message: 'too young' } } });
  expect(await stand.connector.renew(stand.account(), soon())).toMatchObject({ kind: 'unavailable' });
  await stand.control('PUT', '/_faults', { status: 502, body: '<html>' });
  expect(await stand.connector.renew(stand.account(), soon())).toMatchObject({ kind: 'unavailable' });
  await stand.control('DELETE', '/_faults');
  expect(await stand.unreachable().renew(stand.account(), soon())).toMatchObject({ kind: 'unavailable' });
});
