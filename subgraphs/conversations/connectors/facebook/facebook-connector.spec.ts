import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Simulators, startSimulators } from '../../../../simulators/start-simulators.ts';
import {
  APP_SECRET,
  messageItem,
  newPageId,
  newPersonId,
  sign,
  VERIFY_TOKEN,
  webhook,
} from '../../testing/conversations-fixture.ts';
import { type ConnectorStand, platformConnectorContract } from '../platform-connector.contract.ts';
import { facebookConnector } from './facebook-connector.ts';

const facebook = { webhookUrl: 'http://127.0.0.1:9/', appSecret: APP_SECRET, verifyToken: VERIFY_TOKEN };
let simulators: Simulators;
let stand: ConnectorStand;
const call = async (method: string, path: string, body?: object): Promise<unknown> => {
  const response = await fetch(`http://127.0.0.1:${simulators.port}/facebook${path}`, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  return response.json();
};

beforeAll(async () => {
  const gone = await startSimulators({ port: 0, facebook });
  const closedPort = gone.port;
  await gone.close();
  simulators = await startSimulators({
    port: 0,
    facebook,
  });
  await call('PUT', '/_settings', { echoes: false });
  const pageId = newPageId();
  const body = Buffer.from(webhook([pageId, messageItem(newPersonId(), 'hi', { pageId })]));
  stand = {
    control: call,
    connector: facebookConnector({
      appSecret: APP_SECRET,
      verifyToken: VERIFY_TOKEN,
      graphUrl: `http://127.0.0.1:${simulators.port}/facebook`,
    }),
    account: () => ({ accountId: pageId, credentials: { pageAccessToken: `EAAG-sim-${pageId}` } }),
    accountOfAnother: () => ({ accountId: pageId, credentials: { pageAccessToken: `EAAG-sim-${newPageId()}` } }),
    person: async ({ accountId }, name) => {
      const psid = newPersonId();
      const wrote = { pageId: accountId, psid, text: 'hi', retry: false, ...(name && { name }) };
      const { mid } = (await call('POST', '/_inbound', wrote)) as { mid: string };
      return { personId: psid, replyTo: null, platformMessageId: mid };
    },
    tellsNames: true,
    signedBody: () => ({ body, headers: { 'x-hub-signature-256': sign(body) } }),
    endCredentials: async ({ accountId }, how) =>
      void (await call('PUT', '/_settings', { [how === 'expired' ? 'expiredAccounts' : 'revokedAccounts']: [accountId] })),
    endSubscription: async ({ accountId }) =>
      void (await call('DELETE', `/v25.0/${accountId}/subscribed_apps?access_token=EAAG-sim-${accountId}`)),
    heal: async () => void (await call('PUT', '/_settings', { expiredAccounts: [], revokedAccounts: [] })),
    unreachable: () =>
      facebookConnector({ appSecret: APP_SECRET, verifyToken: VERIFY_TOKEN, graphUrl: `http://127.0.0.1:${closedPort}` }),
  };
});
afterAll(() => simulators.close());

platformConnectorContract('Facebook', () => stand);

test('a send names the window’s rule, carries our id, and has its token in no address', async () => {
  const account = stand.account();
  const { personId } = await stand.person(account);
  await call('DELETE', '/_journal');
  await stand.connector.send(
    account,
    { personId, replyTo: null, text: 'Hi.', deliveryId: 'ours', isByPerson: false, isWindowClosed: false },
    AbortSignal.timeout(5000),
  );
  const [entry] = (await call('GET', '/_journal')) as { path: string; request: object }[];
  expect(entry).toMatchObject({
    path: `/v25.0/${account.accountId}/messages`,
    request: { recipient: { id: personId }, messaging_type: 'RESPONSE', message: { text: 'Hi.', metadata: 'ours' } },
  });
});
