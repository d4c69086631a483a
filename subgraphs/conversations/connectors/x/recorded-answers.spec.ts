import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_PAYLOADS, payload } from '#kernel/testing/shared-payloads.ts';
import { type Simulators, startSimulators } from '../../../../simulators/start-simulators.ts';
import type { ConnectedAccount } from '../platform-connector.ts';
import { xConnector } from './x-connector.ts';

interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly request: { readonly data?: object; readonly params?: Readonly<Record<string, string>> };
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly response: object;
}

/** Each exchange's answer, once, to the call that it was the answer to. */
const answersOf = (exchanges: readonly Exchange[]): object[] =>
  exchanges.map(({ method, path, request, status, headers, response }) => {
    const page = request.params?.['pagination_token'];
    const match = { method, path: `^${path}(\\?|$)${page ? `.*pagination_token=${page}` : ''}` };
    return { match, status, headers: limitsOf(headers), body: response, times: 1 };
  });

/** The limits as recorded, in a window that is not over. */
const limitsOf = (headers: Readonly<Record<string, string>>): object =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.startsWith('x-rate-limit'))
      .map(([name, value]) => [name, name.endsWith('reset') ? String(Math.floor(Date.now() / 1000) + 600) : value]),
  );

describe.skipIf(NO_PAYLOADS)('what X answered when it was recorded', () => {
  const recorded = (file: string) => JSON.parse(payload(`x/${file}`).toString()) as Exchange[];
  let simulators: Simulators;
  const control = async (method: string, path: string, body?: object): Promise<unknown> =>
    (await fetch(`http://127.0.0.1:${simulators.port}/x${path}`, { method, ...(body && { body: JSON.stringify(body) }) })).json();
  const connector = () =>
    xConnector({ consumerSecret: 's', apiUrl: `http://127.0.0.1:${simulators.port}/x`, webhookId: '1500000000000000001' });
  const account = (accountId: string): ConnectedAccount => ({ accountId, credentials: { accessToken: `x-sim-${accountId}` } });
  const soon = () => AbortSignal.timeout(5000);
  const nothing = { match: { path: '/2/dm_events' }, body: { meta: { result_count: 0 } } };

  beforeAll(async () => {
    simulators = await startSimulators({ port: 0 });
  });
  afterAll(() => simulators.close());

  it('to a post gives its id, and our request is the one that was recorded, with where it answers', async () => {
    const [exchange] = recorded('nango-create-tweet.json');
    await control('PUT', '/_faults', answersOf([exchange!]));
    await control('DELETE', '/_journal');
    const text = 'Example tweet content.';
    const message = { personId: '7', replyTo: '99', text, deliveryId: 'ours', isByPerson: false, isWindowClosed: false };
    expect(await connector().send(account('1'), message, soon())).toEqual({
      kind: 'accepted',
      platformMessageId: '1111111111111111113',
    });
    const [entry] = (await control('GET', '/_journal')) as Exchange[];
    expect(entry).toMatchObject({ method: exchange!.method, path: exchange!.path });
    expect(entry!.request).toEqual({ ...exchange!.request.data, reply: { in_reply_to_tweet_id: '99' } });
  });

  it('to “who am I” is the account of the token', async () => {
    const [me] = recorded('nango-mentions.json');
    await control('PUT', '/_faults', answersOf([me!]));
    expect(await connector().verifyCredentials(account('1000000000000000001'), soon())).toEqual({ kind: 'verified' });
    await control('PUT', '/_faults', answersOf([me!]));
    expect(await connector().verifyCredentials(account('1'), soon())).toMatchObject({ kind: 'refused' });
  });

  it('to a list of mentions is read page by page to its end, which has no data', async () => {
    const [, ...pages] = recorded('nango-mentions.json');
    // the last page's answer goes first: it matches only the call that asks for it
    await control('PUT', '/_faults', [nothing, ...answersOf(pages).reverse()]);
    await control('DELETE', '/_journal');
    const { messages } = await connector().readInbound(account('1000000000000000001'), new Date('2019-12-31'), soon());
    expect(messages).toMatchObject([
      { personId: '1000000000000000002', platformMessageId: '1111111111111111142', thread: '1111111111111111143' },
      { personId: '1000000000000000002', platformMessageId: '1111111111111111144', thread: '1111111111111111145' },
    ]);
    const asked = (await control('GET', '/_journal')) as { path: string }[];
    expect(asked.filter(({ path }) => path.endsWith('/mentions'))).toHaveLength(2);
  });

  it('to a list of direct messages, by X’s own playground, is read beside the errors that it carries', async () => {
    const [exchange] = JSON.parse(payload('x/playground-dm_events.json').toString()) as { response: object }[];
    const response = exchange!.response as { data: { sender_id: string }[]; meta?: object };
    const body = { ...response, meta: { ...response.meta, next_token: undefined } };
    const none = { match: { path: '/mentions' }, body: { meta: { result_count: 0 } } };
    await control('PUT', '/_faults', [{ match: { path: '/2/dm_events' }, body }, none]);
    const { messages } = await connector().readInbound(account('123123123'), new Date('2020-01-01'), soon());
    expect(messages?.length).toBeGreaterThan(0);
    expect(messages?.[0]).toMatchObject({ kind: 'message', personId: response.data[0]!.sender_id, thread: null });
  });
});
