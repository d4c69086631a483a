import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
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
const control = (method: string, path: string, body?: object) =>
  fetch(`http://127.0.0.1:${simulators.port}/facebook${path}`, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });

beforeAll(async () => {
  const gone = await startSimulators({ port: 0, facebook });
  const closedPort = gone.port;
  await gone.close();
  simulators = await startSimulators({
    port: 0,
    facebook,
  });
  await control('PUT', '/_settings', { echoes: false });
  const pageId = newPageId();
  const body = Buffer.from(webhook([pageId, messageItem(newPersonId(), 'hi', { pageId })]));
  stand = {
    connector: facebookConnector({
      appSecret: APP_SECRET,
      verifyToken: VERIFY_TOKEN,
      graphUrl: `http://127.0.0.1:${simulators.port}/facebook`,
    }),
    account: () => ({ accountId: pageId, credentials: { pageAccessToken: `EAAG-sim-${pageId}` } }),
    accountOfAnother: () => ({ accountId: pageId, credentials: { pageAccessToken: `EAAG-sim-${newPageId()}` } }),
    person: async ({ accountId }, name) => {
      const psid = newPersonId();
      await control('POST', '/_inbound', { pageId: accountId, psid, text: 'hi', retry: false, ...(name && { name }) });
      return { personId: psid, replyTo: null };
    },
    signedBody: () => ({ body, headers: { 'x-hub-signature-256': sign(body) } }),
    loseNextAnswer: async () =>
      void (await control('PUT', '/_faults', { match: { method: 'POST' }, hang: true, applied: true, times: 1 })),
    answerNothing: async () => void (await control('PUT', '/_faults', { match: { method: 'GET' }, hang: true })),
    answerWithPages: async (status) => void (await control('PUT', '/_faults', { status, body: '<html>' })),
    unreachable: () =>
      facebookConnector({ appSecret: APP_SECRET, verifyToken: VERIFY_TOKEN, graphUrl: `http://127.0.0.1:${closedPort}` }),
    heal: async () => void (await control('DELETE', '/_faults')),
  };
});
afterAll(() => simulators.close());
afterEach(() => control('DELETE', '/_faults'));

platformConnectorContract('Facebook', () => stand);

test('a send names the window’s rule, carries our id, and has its token in no address', async () => {
  const account = stand.account();
  const { personId } = await stand.person(account);
  await control('DELETE', '/_journal');
  await stand.connector.send(
    account,
    { personId, replyTo: null, text: 'Hi.', deliveryId: 'ours', isByPerson: false, isWindowClosed: false },
    AbortSignal.timeout(5000),
  );
  const [entry] = (await (await control('GET', '/_journal')).json()) as { path: string; request: object }[];
  expect(entry).toMatchObject({
    path: `/v25.0/${account.accountId}/messages`,
    request: { recipient: { id: personId }, messaging_type: 'RESPONSE', message: { text: 'Hi.', metadata: 'ours' } },
  });
});
