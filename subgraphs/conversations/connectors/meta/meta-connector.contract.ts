import { afterEach, describe, expect, it } from 'vitest';
import { NO_PAYLOADS, payload } from '#kernel/testing/shared-payloads.ts';
import { newPersonId } from '../../testing/conversations-fixture.ts';
import { platformConnectorContract } from '../platform-connector.contract.ts';
import type { Recipient } from '../platform-connector.ts';
import type { MetaStand } from './testing/meta-stand.ts';

const DAY_MS = 24 * 3_600_000;
const soon = (): AbortSignal => AbortSignal.timeout(5000);

interface CallEntry {
  readonly path: string;
  readonly query: Record<string, string>;
  readonly headers: Record<string, string>;
  readonly request: Record<string, unknown>;
}

/** What Messenger's and Instagram's adapters keep to beside the contract of all. */
export function metaConnectorContract(name: 'Facebook' | 'Instagram', stand: () => MetaStand): void {
  platformConnectorContract(name, stand);

  const message = (to: Recipient, over: object = {}) => ({
    personId: to.personId,
    replyTo: null,
    text: 'Yes, in oak.',
    deliveryId: 'ours',
    isByPerson: false,
    isWindowClosed: false,
    ...over,
  });
  const lastCall = async (): Promise<CallEntry> => ((await stand().control('GET', '/_journal')) as CallEntry[]).at(-1)!;
  const wroteDaysAgo = async (days: number): Promise<Recipient> => {
    const personId = newPersonId();
    await stand().act('_inbound', personId, { text: 'hi', timestamp: Date.now() - days * DAY_MS + 60_000, retry: false });
    return { personId, replyTo: null };
  };
  const send = (to: Recipient, over: object = {}) => stand().connector.send(stand().account(), message(to, over), soon());

  describe(`${name}: a connector of Meta's`, () => {
    afterEach(async () => {
      await stand().control('DELETE', '/_faults');
      await stand().heal();
    });

    it('answers the challenge as plain text to the token that the app was set up with alone', () => {
      const query = { 'hub.mode': 'subscribe', 'hub.verify_token': 'test-verify-token', 'hub.challenge': '1158201444' };
      const { connector } = stand();
      expect(connector.challenge(new URLSearchParams(query))).toEqual({ contentType: 'text/plain', body: '1158201444' });
      for (const other of ['', 'test-verify-toke', 'another']) {
        expect(connector.challenge(new URLSearchParams({ ...query, 'hub.verify_token': other }))).toBeNull();
      }
      expect(connector.challenge(new URLSearchParams({ ...query, 'hub.mode': 'unsubscribe' }))).toBeNull();
    });

    it('takes the golden signature, and none of the golden body with one byte changed', ({ skip }) => {
      if (NO_PAYLOADS) skip(NO_PAYLOADS);
      const body = payload('messenger/golden-signed-dev.raw');
      const golden = JSON.parse(String(payload('messenger/golden-signed-dev.headers.json'))) as Record<string, string>;
      const headers = { 'x-hub-signature-256': golden['X-Hub-Signature-256'] };
      const { connector } = stand();
      expect(connector.verifySignature(headers, body)).toBe('right');
      // the same content written otherwise is not what was signed
      expect(connector.verifySignature(headers, Buffer.from(JSON.stringify(JSON.parse(String(body)))))).toBe('wrong');
      for (const at of body.keys()) {
        const changed = Buffer.from(body);
        changed[at] = changed[at]! ^ 1;
        expect(connector.verifySignature(headers, changed)).toBe('wrong');
      }
    });

    it('never takes HUMAN_AGENT for what a machine wrote, however late it is', async () => {
      const late = await wroteDaysAgo(2);
      for (const isWindowClosed of [false, true]) {
        expect(await send(late, { isWindowClosed })).toMatchObject({ kind: 'refused', reason: 'WINDOW_CLOSED' });
        expect(JSON.stringify((await lastCall()).request)).not.toMatch(/HUMAN_AGENT|MESSAGE_TAG|tag/);
      }
    });

    it('takes HUMAN_AGENT for what a person wrote once the window is closed, for seven days and no longer', async () => {
      const late = await wroteDaysAgo(7);
      expect(await send(late, { isByPerson: true, isWindowClosed: true })).toMatchObject({ kind: 'accepted' });
      expect((await lastCall()).request).toMatchObject({ messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' });
      const tooLate = await wroteDaysAgo(8);
      expect(await send(tooLate, { isByPerson: true, isWindowClosed: true })).toMatchObject({ reason: 'WINDOW_CLOSED' });
      const inTime = await stand().person(stand().account());
      expect(await send(inTime, { isByPerson: true })).toMatchObject({ kind: 'accepted' });
      expect((await lastCall()).request).not.toHaveProperty('tag');
      expect([stand().connector.replyWindowMs, stand().connector.personReplyWindowMs]).toEqual([DAY_MS, 7 * DAY_MS]);
    });

    it('has the token in no address and no body', async () => {
      const person = await stand().person(stand().account());
      await stand().control('DELETE', '/_journal');
      await send(person);
      await stand().connector.checkHealth(stand().account(), soon());
      await stand().connector.readInbound(stand().account(), new Date(), soon());
      const calls = (await stand().control('GET', '/_journal')) as CallEntry[];
      expect(calls.length).toBeGreaterThan(3);
      for (const { query, request } of calls) expect(JSON.stringify([query, request])).not.toContain('access_token');
    });

    it('shows that it is writing', async () => {
      const { personId } = await stand().person(stand().account());
      await stand().connector.showTyping?.(stand().account(), { personId, replyTo: null }, soon());
      expect((await lastCall()).request).toEqual({ recipient: { id: personId }, sender_action: 'typing_on' });
    });

    it.each([
      ['whom it cannot reach', 'unavailablePersons', 'PERSON_UNAVAILABLE'],
      ['from an account that is restricted', 'restrictedAccounts', 'ACCOUNT_RESTRICTED'],
    ])('knows a post to a person %s', async (_what, setting, reason) => {
      const person = await stand().person(stand().account());
      const who = setting === 'unavailablePersons' ? person.personId : stand().account().accountId;
      await stand().control('PUT', '/_settings', { [setting]: [who] });
      expect(await send(person)).toMatchObject({ kind: 'refused', reason, error: expect.stringContaining(name) });
    });

    it.each([
      ['inside a 200', 200, { code: 36000 }, { kind: 'refused', reason: 'REJECTED' }],
      ['of the token inside a 200', 200, { code: 190, error_subcode: 463 }, { kind: 'refused', reason: 'CREDENTIALS' }],
      ['of the moment', 500, { code: 1200 }, { kind: 'later', cause: 'TEMPORARY' }],
      ['of the rate without a header', 400, { code: 613 }, { kind: 'later', cause: 'RATE', retryAfterMs: undefined }],
      ['with the status of the rate alone', 429, { code: 100 }, { kind: 'later', cause: 'RATE' }],
    ])('reads an error %s', async (_what, status, error, outcome) => {
      const person = await stand().person(stand().account());
      const body = { error: { message: 'quotes what was sent', type: 'OAuthException', ...error } };
      await stand().control('PUT', '/_faults', { match: { method: 'POST' }, status, body });
      const answer = await send(person);
      expect(answer).toMatchObject(outcome);
      expect(JSON.stringify(answer)).not.toContain('quotes');
    });

    it('says that another application holds a conversation, and reads nothing of it', async () => {
      const { connector } = stand();
      await connector.subscribe(stand().account(), soon());
      const person = await stand().person(stand().account());
      await stand().act('_events', person.personId, { event: 'hold' });
      expect(await send(person)).toMatchObject({ kind: 'refused', error: expect.stringContaining('another application') });
      expect(await stand().act('_inbound', person.personId, { text: 'not for us' })).toMatchObject({ status: null });
      await stand().act('_events', person.personId, { event: 'release' });
      expect(await send(person)).toMatchObject({ kind: 'accepted' });
    });

    it('comes back after the minutes that the usage header names', async () => {
      const person = await stand().person(stand().account());
      await stand().control('PUT', '/_settings', { sendsPerSecond: 1 });
      const outcomes = await Promise.all([send(person), send(person), send(person)]);
      expect(outcomes).toContainEqual({
        kind: 'later',
        cause: 'RATE',
        retryAfterMs: 60_000,
        error: expect.stringContaining('error 80006'),
      });
    });

    it('names the field that is missing when the platform does not send all that is needed', async () => {
      const { connector, kind } = stand();
      const account = stand().account();
      const token = `${kind.tokenPrefix}${account.accountId}`;
      const path = `/v25.0/${account.accountId}/subscribed_apps?subscribed_fields=messages&access_token=${token}`;
      await stand().control('POST', path);
      const health = await connector.checkHealth(account, soon());
      expect(health).toMatchObject({ kind: 'refused', error: expect.stringContaining('messaging_postbacks') });
      // it looks and does not touch
      expect(await connector.checkHealth(account, soon())).toEqual(health);
      await connector.subscribe(account, soon());
      expect(await connector.checkHealth(account, soon())).toEqual({ kind: 'verified' });
    });

    it('reads page after page of what came in, no faster than the limit allows, with the ids of the webhooks', async () => {
      const { connector } = stand();
      await stand().control('PUT', '/_settings', { conversationCallsPerSecond: 2 });
      const since = new Date(Date.now() + 10_000);
      const mids: string[] = [];
      for (let person = 0; person < 30; person += 1) {
        const timestamp = since.getTime() + person * 1000;
        mids.push((await stand().act('_inbound', `6${person}`, { text: `message ${person}`, timestamp, retry: false })).mid);
      }
      const { messages } = await connector.readInbound(stand().account(), since, soon());
      expect(messages?.map((read) => read.platformMessageId)).toEqual(mids);
      expect(messages?.[29]).toMatchObject({ kind: 'message', personId: '629', text: 'message 29', thread: null, replyTo: null });
    });

    it('reads attachments back, and marks what the platform shows nothing of', async () => {
      const { connector } = stand();
      const since = new Date(Date.now() + 100_000);
      const at = { timestamp: since.getTime(), retry: false };
      const sent = [
        { attachments: [{ type: 'image', url: 'https://photo.example/1' }] },
        { attachments: [{ type: 'video', url: 'https://video.example/1' }] },
        { attachments: [{ type: 'file', url: 'javascript:alert(1)' }], text: 'my plan' },
      ];
      for (const [index, what] of sent.entries()) await stand().act('_inbound', `5${index}`, { ...what, ...at });
      const { messages } = await connector.readInbound(stand().account(), since, soon());
      const read = messages!.filter(({ personId }) => /^5\d$/.test(personId)).sort((a, b) => +a.personId - +b.personId);
      expect(read).toMatchObject([
        { text: '', attachments: [{ kind: 'image', url: 'https://photo.example/1' }] },
        { text: '', attachments: [{ kind: 'video', url: 'https://video.example/1' }] },
        { text: 'my plan', attachments: [{ kind: 'file', url: null }] },
      ]);
    });
  });
}
