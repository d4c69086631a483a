import { afterEach, describe, expect, it } from 'vitest';
import type { ConnectedAccount, PlatformConnector, Recipient } from './platform-connector.ts';

/** What a suite brings for one adapter: the platform's stand-in, and what only the platform's own words can say. */
export interface ConnectorStand {
  readonly connector: PlatformConnector;
  /** A control call to the stand-in (`/_faults`); gives the answer's body. */
  control(method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: string, body?: object): Promise<unknown>;
  /** An account that its credential controls. */
  account(): ConnectedAccount;
  /** A credential of the right shape that controls another account. */
  accountOfAnother(): ConnectedAccount;
  /** A person who has just written, where the answer goes, and their message's id. Without a name: the platform tells nothing of them. */
  person(account: ConnectedAccount, name?: string): Promise<Recipient & { readonly platformMessageId: string }>;
  /** Whether the platform can be asked for people's names. */
  readonly tellsNames: boolean;
  /** A webhook body with one message, and its signature's header. */
  signedBody(): { body: Buffer; headers: Record<string, string> };
  /** From here on the platform takes the account's credential no more. */
  endCredentials(account: ConnectedAccount, how: 'expired' | 'revoked'): Promise<void>;
  /** From here on the platform sends the account's messages no more. */
  endSubscription(account: ConnectedAccount): Promise<void>;
  /** Undoes `endCredentials`. */
  heal(): Promise<void>;
  /** A connector whose platform refuses connections. */
  unreachable(): PlatformConnector;
}

const CODER = '\u{1f469}\u{1f3fd}\u200d\u{1f4bb}';

/** What every adapter keeps to. */
export function platformConnectorContract(name: string, stand: () => ConnectorStand): void {
  const soon = () => AbortSignal.timeout(5000);
  const message = ({ personId, replyTo }: Recipient, text = 'Hello.') => ({
    personId,
    replyTo,
    text,
    deliveryId: '0198f7a2-0000-7000-8000-000000000001',
    isByPerson: false,
    isWindowClosed: false,
  });
  const fault = (...faults: object[]) => stand().control('PUT', '/_faults', faults);
  const subscribed = async (): Promise<ConnectedAccount> => {
    const account = stand().account();
    expect(await stand().connector.subscribe(account, soon())).toEqual({ kind: 'verified' });
    return account;
  };

  describe(`${name}: a platform connector`, () => {
    afterEach(async () => {
      await stand().control('DELETE', '/_faults');
      await stand().heal();
    });

    describe('of webhooks', () => {
      it('knows the platform’s signature from none and from a wrong one, and never throws over it', () => {
        const { connector } = stand();
        const { body, headers } = stand().signedBody();
        const [[header = '', signature = ''] = []] = Object.entries(headers);
        expect(connector.verifySignature(headers, body)).toBe('right');
        expect(connector.verifySignature({}, body)).toBe('missing');
        for (const other of ['x', 'sha256=', `sha256=${'0'.repeat(64)}`, `${signature}0`, signature.slice(0, -1)]) {
          expect(connector.verifySignature({ [header]: other }, body)).toBe('wrong');
        }
      });

      it('takes no body of which one byte is another, is missing or is added', () => {
        const { connector } = stand();
        const { body, headers } = stand().signedBody();
        for (const at of body.keys()) {
          const changed = Buffer.from(body);
          changed[at] = changed[at]! ^ 1;
          expect(connector.verifySignature(headers, changed)).toBe('wrong');
        }
        expect(connector.verifySignature(headers, body.subarray(1))).toBe('wrong');
        expect(connector.verifySignature(headers, Buffer.concat([body, Buffer.from(' ')]))).toBe('wrong');
      });

      it('has no answer to a challenge that is not the platform’s', () => {
        const { connector } = stand();
        expect(connector.challenge(new URLSearchParams())).toBeNull();
        expect(connector.challenge(new URLSearchParams({ what: 'ever' }))).toBeNull();
      });

      it('reads a message into an item of its account, the same one however often it is delivered', () => {
        const { connector } = stand();
        const { body } = stand().signedBody();
        const { parts, faults } = connector.parse(body);
        expect(parts.flatMap((part) => part.items)).toMatchObject([{ kind: 'message', text: expect.any(String) }]);
        expect(faults).toEqual([]);
        expect(connector.parse(body).parts.map(({ items }) => items)).toEqual(parts.map(({ items }) => items));
        expect(connector.isReport(body)).toBe(false);
      });

      it.each(['{}', '', 'null', '[]', '7', '"x"', '<html>', '{"entry":[', '\u0000'])(
        'makes a fault of %j, and loses nothing of it',
        (text) => {
          const { connector } = stand();
          const payload = Buffer.from(text);
          expect(connector.parse(payload)).toMatchObject({ parts: [], faults: [{ accountId: null, payload }] });
          expect(connector.isReport(payload)).toBe(false);
        },
      );

      it('can read the part of an account again from what it keeps of it', () => {
        const { connector } = stand();
        const [part] = connector.parse(stand().signedBody().body).parts;
        expect(connector.parse(part!.payload()).parts).toMatchObject([{ accountId: part!.accountId, items: part!.items }]);
      });
    });

    describe('of an account', () => {
      it('takes credentials of its own shape alone', () => {
        const { connector } = stand();
        expect(connector.parseCredentials(stand().account().credentials)).toEqual(stand().account().credentials);
        for (const other of [null, 'token', {}, [], { token: 7 }]) expect(connector.parseCredentials(other)).toBeNull();
      });

      it('verifies a credential that controls it, and refuses one that controls another', async () => {
        const { connector } = stand();
        expect(await connector.verifyCredentials(stand().account(), soon())).toEqual({ kind: 'verified' });
        expect(await connector.verifyCredentials(stand().accountOfAnother(), soon())).toMatchObject({ kind: 'refused' });
      });

      it('says that it is well once it is subscribed, and no longer when the platform ends that; subscribing again heals it', async () => {
        const { connector } = stand();
        const account = await subscribed();
        expect(await connector.checkHealth(account, soon())).toEqual({ kind: 'verified' });
        await stand().endSubscription(account);
        expect(await connector.checkHealth(account, soon())).toMatchObject({ kind: 'refused' });
        await subscribed();
        expect(await connector.checkHealth(account, soon())).toEqual({ kind: 'verified' });
      });

      it.each(['expired', 'revoked'] as const)('knows a credential that is %s: a person has to act', async (how) => {
        const { connector } = stand();
        const account = await subscribed();
        const person = await stand().person(account);
        await stand().endCredentials(account, how);
        expect(await connector.send(account, message(person), soon())).toMatchObject({ kind: 'refused', reason: 'CREDENTIALS' });
        expect(await connector.verifyCredentials(account, soon())).toMatchObject({ kind: 'refused' });
        expect(await connector.checkHealth(account, soon())).toMatchObject({ kind: 'refused' });
        expect(await connector.readBack(account, person, soon())).toMatchObject({ messages: null });
        expect(await connector.readInbound(account, new Date(0), soon())).toMatchObject({ messages: null });
        expect(await connector.profile(account, person.personId, soon())).toEqual({ displayName: null });
      });
    });

    describe('that sends', () => {
      it('cuts a text into parts that leave out nothing and cut no character that people see', () => {
        const { connector } = stand();
        expect(connector.splitText(' Hello. ', null)).toEqual(['Hello.']);
        const coders = connector.splitText(CODER.repeat(4000), null);
        expect(coders.length).toBeGreaterThan(1);
        expect(coders.join('')).toBe(CODER.repeat(4000));
        expect(coders.filter((part) => part.replaceAll(CODER, '') !== '')).toEqual([]);
        const words = Array.from({ length: 4000 }, (_, index) => `word${index}`);
        expect(connector.splitText(words.join(' '), null).join(' ').split(' ')).toEqual(words);
      });

      it('gives the id by which the message is found when it is read back', async () => {
        const { connector } = stand();
        const account = stand().account();
        const person = await stand().person(account);
        const outcome = await connector.send(account, message(person, 'Read me back.'), soon());
        expect(outcome).toMatchObject({ kind: 'accepted' });
        if (!connector.capabilities.includes('READ_BACK')) return;
        const { messages } = await connector.readBack(account, person, soon());
        const [found] = messages?.filter(({ text }) => text === 'Read me back.') ?? [];
        expect(outcome).toMatchObject({ platformMessageId: found?.platformMessageId });
        expect(Math.abs(found!.createdAt.getTime() - Date.now())).toBeLessThan(5000);
      });

      it('waits for an answer that is slow', async () => {
        const { connector } = stand();
        const account = stand().account();
        const person = await stand().person(account);
        await fault({ match: { method: 'POST' }, delayMs: 150 });
        expect(await connector.send(account, message(person), soon())).toMatchObject({ kind: 'accepted' });
      });

      it.each([
        ['never comes', { hang: true, applied: true }],
        ['was a closed connection', { drop: true, applied: true }],
        ['was cut in the middle', { cut: true }],
      ])('calls a post unknown whose answer %s, and posts once', async (_what, how) => {
        const { connector } = stand();
        const account = stand().account();
        const person = await stand().person(account);
        await fault({ match: { method: 'POST' }, ...how });
        expect(await connector.send(account, message(person), AbortSignal.timeout(1000))).toMatchObject({ kind: 'unknown' });
        expect(await stand().control('GET', '/_faults')).toMatchObject([{ struck: 1 }]);
      });

      it('comes back at the moment that a platform names', async () => {
        const { connector } = stand();
        const account = stand().account();
        const person = await stand().person(account);
        const headers = { 'retry-after': new Date(Date.now() + 60_000).toUTCString() };
        await fault({ status: 429, headers, body: {} });
        const outcome = await connector.send(account, message(person), soon());
        expect(outcome).toMatchObject({ kind: 'later', cause: 'RATE', retryAfterMs: expect.closeTo(59_000, -4) });
      });

      it.each([
        ['says for how long', { 'retry-after': '7' }, 7000],
        ['does not say for how long', {}, undefined],
      ])('comes back later to a platform that limits the rate and %s', async (_what, headers, retryAfterMs) => {
        const { connector } = stand();
        const account = stand().account();
        const person = await stand().person(account);
        await fault({ status: 429, headers, body: {} });
        const outcome = await connector.send(account, message(person), soon());
        expect(outcome).toEqual({ kind: 'later', cause: 'RATE', retryAfterMs, error: expect.any(String) });
        expect(await connector.verifyCredentials(account, soon())).toMatchObject({ kind: 'unavailable' });
        expect(await connector.checkHealth(account, soon())).toMatchObject({ kind: 'unavailable' });
        expect(await connector.readBack(account, person, soon())).toMatchObject({ messages: null });
        expect(await connector.readInbound(account, new Date(0), soon())).toMatchObject({ messages: null });
      });

      it('shows that an answer is being written where the platform can, and nothing hangs on it', async () => {
        const { connector } = stand();
        const account = stand().account();
        const person = await stand().person(account);
        expect(connector.showTyping !== undefined).toBe(connector.capabilities.includes('TYPING_INDICATOR'));
        await connector.showTyping?.(account, person, soon());
        await fault({ status: 500, body: '<html>' });
        await connector.showTyping?.(account, person, soon());
        await fault({ hang: true });
        await connector.showTyping?.(account, person, AbortSignal.timeout(100));
        await stand().unreachable().showTyping?.(account, person, soon());
      });
    });

    describe('that asks', () => {
      it('reads back our own messages only, not the person’s', async () => {
        const { connector } = stand();
        if (!connector.capabilities.includes('READ_BACK')) return;
        const account = stand().account();
        const person = await stand().person(account);
        expect(await connector.readBack(account, person, soon())).toEqual({ messages: [] });
      });

      it('reads what people wrote since a moment, and nothing of our own', async () => {
        const { connector } = stand();
        if (!connector.capabilities.includes('READ_BACK')) return;
        const account = stand().account();
        const since = new Date(Date.now() - 60_000);
        const [first, second] = [await stand().person(account), await stand().person(account)];
        await connector.send(account, message(first, 'Ours.'), soon());
        const { messages } = await connector.readInbound(account, since, soon());
        const times = messages!.map(({ sentAt }) => sentAt.getTime());
        expect(times).toEqual([...times].sort((a, b) => a - b));
        expect(messages!.filter(({ text }) => text === 'Ours.')).toEqual([]);
        for (const { platformMessageId, personId, replyTo } of [first, second]) {
          const found = messages!.filter((read) => read.platformMessageId === platformMessageId);
          expect(found).toMatchObject([{ kind: 'message', accountId: account.accountId, personId, replyTo }]);
        }
        const { messages: later } = await connector.readInbound(account, new Date(Date.now() + 3_600_000), soon());
        expect(later).toEqual([]);
      });

      it('says what a person is called, and null for one of whom the platform tells nothing', async () => {
        const { connector, tellsNames } = stand();
        const account = stand().account();
        const named = await stand().person(account, 'Ana Lucía  Roth');
        const displayName = tellsNames ? 'Ana Lucía Roth' : null;
        expect(await connector.profile(account, named.personId, soon())).toEqual({ displayName });
        expect(await connector.profile(account, (await stand().person(account)).personId, soon())).toEqual({ displayName: null });
      });

      it.each([
        ['never come', { hang: true }],
        ['are closed connections', { drop: true }],
        ['are cut in the middle', { cut: true }],
        ['are slow beyond the caller’s signal', { delayMs: 3000 }],
      ])('knows nothing from answers that %s, and does not throw', async (_what, how) => {
        const { connector } = stand();
        const account = stand().account();
        const person = await stand().person(account, 'Ana Roth');
        await fault(how);
        const brief = () => AbortSignal.timeout(150);
        expect(await connector.verifyCredentials(account, brief())).toMatchObject({ kind: 'unavailable' });
        expect(await connector.checkHealth(account, brief())).toMatchObject({ kind: 'unavailable' });
        expect(await connector.readBack(account, person, brief())).toMatchObject({ messages: null });
        expect(await connector.readInbound(account, new Date(0), brief())).toMatchObject({ messages: null });
        expect(await connector.profile(account, person.personId, brief())).toEqual({ displayName: null });
      });

      it.each([200, 404, 500, 502])('takes a page with status %i for no answer', async (status) => {
        const { connector } = stand();
        const account = stand().account();
        const person = await stand().person(account);
        await fault({ status, body: '<html>' });
        expect(await connector.send(account, message(person), soon())).toMatchObject({ kind: 'unknown' });
        expect(await connector.verifyCredentials(account, soon())).toMatchObject({ kind: 'unavailable' });
        expect(await connector.checkHealth(account, soon())).toMatchObject({ kind: 'unavailable' });
        expect(await connector.subscribe(account, soon())).toMatchObject({ kind: 'unavailable' });
        expect(await connector.readBack(account, person, soon())).toMatchObject({ messages: null });
        expect(await connector.readInbound(account, new Date(0), soon())).toMatchObject({ messages: null });
        expect(await connector.profile(account, person.personId, soon())).toEqual({ displayName: null });
      });

      it('knows a platform that cannot be reached: nothing was applied', async () => {
        const connector = stand().unreachable();
        const account = stand().account();
        const person = await stand().person(account);
        expect(await connector.send(account, message(person), soon())).toMatchObject({ kind: 'not-applied' });
        expect(await connector.verifyCredentials(account, soon())).toMatchObject({ kind: 'unavailable' });
        expect(await connector.checkHealth(account, soon())).toMatchObject({ kind: 'unavailable' });
        expect(await connector.subscribe(account, soon())).toMatchObject({ kind: 'unavailable' });
        expect(await connector.readBack(account, person, soon())).toMatchObject({ messages: null });
        expect(await connector.readInbound(account, new Date(0), soon())).toMatchObject({ messages: null });
        expect(await connector.profile(account, person.personId, soon())).toEqual({ displayName: null });
      });
    });
  });
}
