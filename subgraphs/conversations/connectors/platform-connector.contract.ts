import { describe, expect, it } from 'vitest';
import type { ConnectedAccount, PlatformConnector, Recipient } from './platform-connector.ts';

/** What a suite brings for one adapter: the platform's stand-in, and ways to make it misbehave. */
export interface ConnectorStand {
  readonly connector: PlatformConnector;
  /** An account that its credential controls. */
  account(): ConnectedAccount;
  /** A credential of the right shape that controls another account. */
  accountOfAnother(): ConnectedAccount;
  /** A person who wrote to the account, and where the answer goes. Without a name: one of whom the platform tells nothing. */
  person(account: ConnectedAccount, name?: string): Promise<Recipient>;
  /** A webhook body with one message, and its signature's headers. */
  signedBody(): { body: Buffer; headers: Record<string, string> };
  /** The next post is taken, and its answer never comes. */
  loseNextAnswer(): Promise<void>;
  /** No question is answered any more. */
  answerNothing(): Promise<void>;
  /** Every answer is another server's page. */
  answerWithPages(status: number): Promise<void>;
  /** A connector whose platform refuses connections. */
  unreachable(): PlatformConnector;
  heal(): Promise<void>;
}

/** What every adapter keeps to. */
export function platformConnectorContract(name: string, stand: () => ConnectorStand): void {
  const soon = () => AbortSignal.timeout(5000);
  const message = (to: Recipient, text = 'Hello.') => ({
    ...to,
    text,
    deliveryId: '0198f7a2-0000-7000-8000-000000000001',
    isByPerson: false,
    isWindowClosed: false,
  });

  describe(`${name}: a platform connector`, () => {
    it('knows the platform’s signature from none and from a wrong one, and never throws over it', () => {
      const { connector } = stand();
      const { body, headers } = stand().signedBody();
      const [header = ''] = Object.keys(headers);
      expect(connector.verifySignature(headers, body)).toBe('right');
      expect(connector.verifySignature({}, body)).toBe('missing');
      expect(connector.verifySignature(headers, Buffer.concat([body, Buffer.from(' ')]))).toBe('wrong');
      expect(connector.verifySignature({ [header]: 'x' }, body)).toBe('wrong');
    });

    it('reads a body into items of its accounts, and what is none of the platform’s into a fault', () => {
      const { connector } = stand();
      const { parts, faults } = connector.parse(stand().signedBody().body);
      expect(parts.flatMap((part) => part.items)).toMatchObject([{ kind: 'message', text: expect.any(String) }]);
      expect(faults).toEqual([]);
      const nonsense = Buffer.from('{}');
      expect(connector.parse(nonsense)).toMatchObject({ parts: [], faults: [{ payload: nonsense }] });
    });

    it('can read the part of an account again from what it keeps of it', () => {
      const { connector } = stand();
      const [part] = connector.parse(stand().signedBody().body).parts;
      expect(connector.parse(part!.payload()).parts).toMatchObject([{ accountId: part!.accountId, items: part!.items }]);
    });

    it('takes credentials of its own shape alone', () => {
      const { connector } = stand();
      expect(connector.parseCredentials(stand().account().credentials)).toEqual(stand().account().credentials);
      for (const other of [null, 'token', {}, [], { token: 7 }]) expect(connector.parseCredentials(other)).toBeNull();
    });

    it('verifies a credential that controls the account, and refuses one that controls another', async () => {
      const { connector } = stand();
      expect(await connector.verifyCredentials(stand().account(), soon())).toEqual({ kind: 'verified' });
      expect(await connector.verifyCredentials(stand().accountOfAnother(), soon())).toMatchObject({ kind: 'refused' });
      expect(await connector.subscribe(stand().account(), soon())).toEqual({ kind: 'verified' });
    });

    it('sends, and reads back what it sent', async () => {
      const { connector } = stand();
      const account = stand().account();
      const person = await stand().person(account);
      const outcome = await connector.send(account, message(person, 'Read me back.'), soon());
      expect(outcome).toMatchObject({ kind: 'accepted' });
      const { messages } = await connector.readBack(account, person, soon());
      const [found] = messages?.filter(({ text }) => text === 'Read me back.') ?? [];
      expect(outcome).toMatchObject({ platformMessageId: found?.platformMessageId });
      expect(Math.abs(found!.createdAt.getTime() - Date.now())).toBeLessThan(5000);
    });

    it('reads back our own messages only, not the person’s', async () => {
      const { connector } = stand();
      const account = stand().account();
      const person = await stand().person(account);
      expect(await connector.readBack(account, person, soon())).toEqual({ messages: [] });
    });

    it('calls a post unknown whose answer never came, and lets the caller’s signal end it', async () => {
      const { connector } = stand();
      const account = stand().account();
      const person = await stand().person(account);
      await stand().loseNextAnswer();
      expect(await connector.send(account, message(person), AbortSignal.timeout(200))).toMatchObject({ kind: 'unknown' });
      await stand().heal();
    });

    it('says what a person is called, and null for one of whom the platform tells nothing', async () => {
      const { connector } = stand();
      const account = stand().account();
      const named = await stand().person(account, 'Ana Lucía  Roth');
      expect(await connector.profile(account, named.personId, soon())).toEqual({ displayName: 'Ana Lucía Roth' });
      expect(await connector.profile(account, (await stand().person(account)).personId, soon())).toEqual({ displayName: null });
    });

    it('has no name from a platform that does not answer, once the caller’s signal ends it', async () => {
      const { connector } = stand();
      const account = stand().account();
      const person = await stand().person(account, 'Ana Roth');
      await stand().answerNothing();
      expect(await connector.profile(account, person.personId, AbortSignal.timeout(100))).toEqual({ displayName: null });
      await stand().heal();
    });

    it.each([200, 404, 500, 502])('takes a page with status %i for no answer', async (status) => {
      const { connector } = stand();
      const account = stand().account();
      const person = await stand().person(account);
      await stand().answerWithPages(status);
      expect(await connector.send(account, message(person), soon())).toMatchObject({ kind: 'unknown' });
      expect(await connector.readBack(account, person, soon())).toMatchObject({ messages: null });
      expect(await connector.profile(account, person.personId, soon())).toEqual({ displayName: null });
      expect(await connector.verifyCredentials(account, soon())).toMatchObject({ kind: 'unavailable' });
      await stand().heal();
    });

    it('knows a platform that cannot be reached: nothing was applied', async () => {
      const connector = stand().unreachable();
      const account = stand().account();
      expect(await connector.send(account, message({ personId: '1', replyTo: null }), soon())).toMatchObject({
        kind: 'not-applied',
      });
      expect(await connector.readBack(account, { personId: '1', replyTo: null }, soon())).toMatchObject({ messages: null });
      expect(await connector.profile(account, '1', soon())).toEqual({ displayName: null });
      expect(await connector.verifyCredentials(account, soon())).toMatchObject({ kind: 'unavailable' });
    });
  });
}
