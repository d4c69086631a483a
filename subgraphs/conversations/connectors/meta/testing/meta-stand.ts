import { type Simulators, startSimulators } from '../../../../../simulators/start-simulators.ts';
import { APP_SECRET, messageItem, newPageId, newPersonId, sign, VERIFY_TOKEN } from '../../../testing/conversations-fixture.ts';
import type { ConnectorStand } from '../../platform-connector.contract.ts';
import type { PlatformConnector } from '../../platform-connector.ts';

/** What makes one of Meta's two platforms, for the suites that both pass. */
export interface MetaKind {
  readonly name: 'facebook' | 'instagram';
  readonly object: 'page' | 'instagram';
  readonly keys: { readonly account: string; readonly person: string };
  readonly tokenPrefix: string;
  credentials(token: string): object;
  connector(graphUrl: string): PlatformConnector;
}

export interface MetaStand extends ConnectorStand {
  readonly kind: MetaKind;
  /** A person of this account does something, as the stand-in's control address takes it; gives its answer. */
  act(address: '_inbound' | '_events', personId: string, what: object): Promise<{ mid: string; status: number | null }>;
  close(): Promise<void>;
}

export async function makeMetaStand(kind: MetaKind): Promise<MetaStand> {
  const gone = await startSimulators({ port: 0 });
  const closedPort = gone.port;
  await gone.close();
  const simulators: Simulators = await startSimulators({ port: 0 });
  const url = `http://127.0.0.1:${simulators.port}/${kind.name}`;
  const accountId = newPageId();
  const item = messageItem(newPersonId(), 'hi', { pageId: accountId });
  const body = Buffer.from(
    JSON.stringify({ object: kind.object, entry: [{ id: accountId, time: Date.now(), messaging: [item] }] }),
  );
  const account = (ofToken = accountId) => ({ accountId, credentials: kind.credentials(`${kind.tokenPrefix}${ofToken}`) });
  const control: ConnectorStand['control'] = async (method, path, content) => {
    const response = await fetch(`${url}${path}`, {
      method,
      ...(content && { body: JSON.stringify(content), headers: { 'content-type': 'application/json' } }),
    });
    const answer = (await response.json()) as { error?: string };
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer.error}`);
    return answer;
  };
  const act: MetaStand['act'] = async (address, personId, what) => {
    const ids = { [kind.keys.account]: accountId, [kind.keys.person]: personId };
    return (await control('POST', `/${address}`, { ...ids, ...what })) as { mid: string; status: number | null };
  };
  await control('PUT', '/_settings', { echoes: false });
  return {
    kind,
    control,
    act,
    connector: kind.connector(url),
    account: () => account(),
    accountOfAnother: () => account(newPageId()),
    person: async (_account, name) => {
      const personId = newPersonId();
      const { mid } = await act('_inbound', personId, { text: 'hi', retry: false, ...(name && { name }) });
      return { personId, replyTo: null, platformMessageId: mid };
    },
    tellsNames: true,
    signedBody: () => ({ body, headers: { 'x-hub-signature-256': sign(body, APP_SECRET) } }),
    endCredentials: async (_account, how) => void (await control('PUT', '/_settings', { [`${how}Accounts`]: [accountId] })),
    endSubscription: async () =>
      void (await control('DELETE', `/v25.0/${accountId}/subscribed_apps?access_token=${kind.tokenPrefix}${accountId}`)),
    heal: async () => {
      const nobody = { expiredAccounts: [], revokedAccounts: [], restrictedAccounts: [], unavailablePersons: [] };
      const unlimited = { sendsPerSecond: 300, conversationCallsPerSecond: null, otherAppFields: [] };
      await control('PUT', '/_settings', { ...nobody, ...unlimited });
    },
    unreachable: () => kind.connector(`http://127.0.0.1:${closedPort}`),
    close: () => simulators.close(),
  };
}

export const metaApp = { appSecret: APP_SECRET, verifyToken: VERIFY_TOKEN };
