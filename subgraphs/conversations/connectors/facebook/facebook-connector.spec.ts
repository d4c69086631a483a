import { afterAll, beforeAll, expect, test } from 'vitest';
import { metaConnectorContract } from '../meta/meta-connector.contract.ts';
import { type MetaStand, makeMetaStand, metaApp } from '../meta/testing/meta-stand.ts';
import { facebookConnector } from './facebook-connector.ts';

let stand: MetaStand;

beforeAll(async () => {
  stand = await makeMetaStand({
    name: 'facebook',
    object: 'page',
    keys: { account: 'pageId', person: 'psid' },
    tokenPrefix: 'EAAG-sim-',
    credentials: (pageAccessToken) => ({ pageAccessToken }),
    connector: (graphUrl) => facebookConnector({ ...metaApp, graphUrl }),
  });
});
afterAll(() => stand.close());

metaConnectorContract('Facebook', () => stand);

const soon = (): AbortSignal => AbortSignal.timeout(5000);
const journal = async () => (await stand.control('GET', '/_journal')) as { path: string; request: object }[];

test('a send names the window’s rule and carries our id', async () => {
  const account = stand.account();
  const { personId } = await stand.person(account);
  const message = { personId, replyTo: null, text: 'Hi.', deliveryId: 'ours', isByPerson: false, isWindowClosed: false };
  await stand.connector.send(account, message, soon());
  expect((await journal()).at(-1)).toMatchObject({
    path: `/v25.0/${account.accountId}/messages`,
    request: { recipient: { id: personId }, messaging_type: 'RESPONSE', message: { text: 'Hi.', metadata: 'ours' } },
  });
});

test('a text is cut at 2,000 characters, however many bytes and code units they are, and Facebook takes each part', async () => {
  const account = stand.account();
  const { personId } = await stand.person(account);
  const parts = stand.connector.splitText('\u{1f600}'.repeat(4001), null);
  expect(parts.map((part) => [...part].length)).toEqual([2000, 2000, 1]);
  const [text = ''] = parts;
  const message = { personId, replyTo: null, text, deliveryId: 'ours', isByPerson: false, isWindowClosed: false };
  expect(await stand.connector.send(account, message, soon())).toMatchObject({ kind: 'accepted' });
});

test('another application’s subscription is not taken for ours', async () => {
  const account = stand.account();
  await stand.connector.subscribe(account, soon());
  const [, fields] = /"subscribed_fields":"([^"]+)"/.exec(JSON.stringify(await journal())) ?? [];
  await stand.control('PUT', '/_settings', { otherAppFields: fields?.split(',') });
  expect(await stand.connector.checkHealth(account, soon())).toEqual({ kind: 'verified' });
  await stand.endSubscription(account);
  expect(await stand.connector.checkHealth(account, soon())).toMatchObject({ kind: 'refused' });
  await stand.heal();
});

test('a token that may not name its application is not taken for a bad one', async () => {
  const account = stand.account();
  await stand.connector.subscribe(account, soon());
  const refusal = { error: { code: 10, message: 'not for you' } };
  await stand.control('PUT', '/_faults', { match: { path: '/app?' }, status: 400, body: refusal });
  expect(await stand.connector.checkHealth(account, soon())).toEqual({ kind: 'verified' });
  await stand.control('DELETE', '/_faults');
});

test('a long conversation is read back to its moment, across its pages', async () => {
  const account = stand.account();
  const since = new Date(Date.now() + 200_000);
  const mids: string[] = [];
  for (let index = -3; index < 27; index += 1) {
    const timestamp = since.getTime() + index * 1000;
    const { mid } = await stand.act('_inbound', '4', { text: `message ${index}`, timestamp, retry: false });
    if (index >= 0) mids.push(mid);
  }
  const { messages } = await stand.connector.readInbound(account, since, soon());
  expect(messages?.map(({ platformMessageId }) => platformMessageId)).toEqual(mids);
});

test('a page’s token is never renewed', async () => {
  expect(stand.connector.renewAt(stand.account())).toBeNull();
  expect(await stand.connector.renew(stand.account(), soon())).toMatchObject({ kind: 'refused' });
});
