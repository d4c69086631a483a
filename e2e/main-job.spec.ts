import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ApiClient } from './support/client.ts';
import { findInFolder } from './support/find-in-folder.ts';
import { messengerBody, postWebhook } from './support/messenger.ts';
import { Outside } from './support/outside.ts';
import { type StartedSystem, startSystem } from './support/system.ts';

const SHARED = fileURLToPath(new URL('../../shared/payloads/messenger/', import.meta.url));
const ACME_PAGE = '1067280970047460';
const GLOBEX_PAGE = '2067280970047461';
const GOLDEN_PERSON = '1254477777772919';
const WAIT = { timeout: 30_000, interval: 50 };

const LEAD_SCORED = `subscription Scored($after: String) { leadScored(after: $after) { cursor
  score { points tier signals { name points } run { id intent status } }
  lead { id contact { id platformUserId displayName } conversation { id revision lastMessage { text } } crmLinks { status } } } }`;
const REVIEW_CHANGED = `subscription Reviews($after: String) { reviewChanged(after: $after) { cursor change
  review { id status reason draftText confidence conversation { id contact { platformUserId } } run { id intent } } } }`;
const MESSAGE_RECEIVED = `subscription Messages($after: String) { messageReceived(after: $after) { cursor
  message { id text conversation { id contact { platformUserId } } run { status } } } }`;
const RUN_CHANGED = `subscription Runs($after: String) { runChanged(after: $after) { cursor run { id status conversation { contact { platformUserId } } } } }`;

/** The whole main job, through the public doors, on the system as `npm start` starts it. */
describe('the main job', () => {
  let system: StartedSystem;
  let acme: ApiClient;
  let globex: ApiClient;
  let outside: Outside;

  beforeAll(async () => {
    system = await startSystem();
    acme = new ApiClient(system.url, await system.token('acme-owner'));
    globex = new ApiClient(system.url, await system.token('globex-owner'));
    outside = new Outside(system.simulators);
  }, 120_000);
  afterAll(() => system.close(), 30_000);

  const cursorOf = async (client: ApiClient): Promise<string> =>
    (await client.ask('{ session { eventCursor } }'))['session'].eventCursor;
  const contactOf = async (psid: string) =>
    (
      await acme.ask(
        `query Contact($psid: String!) { contacts(filter: { platformUserId: $psid }) { nodes { id lead { id points tier }
           conversations { nodes { id status revision replyWindowClosesAt messages { nodes { id direction text delivery { status } run { id status intent confidence threshold } } } } } } } }`,
        { psid },
      )
    )['contacts'].nodes[0];
  const runOf = async (psid: string) =>
    (await contactOf(psid))?.conversations.nodes[0].messages.nodes.find(
      (message: { direction: string }) => message.direction === 'INBOUND',
    )?.run;
  const say = (psid: string, text: string, page = ACME_PAGE): Promise<number> =>
    postWebhook(system.url, messengerBody({ page, psid, text }));
  /** One more message goes the whole way: what was sent before it has had its time. */
  const marker = async (psid: string): Promise<void> => {
    expect(await say(psid, 'What are your opening hours?')).toBe(200);
    await vi.waitFor(
      async () => expect(await runOf(psid)).toMatchObject({ status: expect.stringMatching(/AUTO_REPLIED|IN_REVIEW/) }),
      WAIT,
    );
  };

  it('prints where it is and a token that works', async () => {
    expect(system.output()).toContain(`${system.url}/#token=`);
    const token = /Token\s+(\S+)/.exec(system.output())?.[1] ?? '';
    const { session } = await new ApiClient(system.url, token).ask(
      '{ session { tenant { slug } member { displayName } roles scopes } }',
    );
    expect(session).toMatchObject({ tenant: { slug: 'acme' }, roles: ['owner'] });
    expect(session.scopes).toContain('reviews:decide');
  });

  it('has played in messages that were answered, or wait for a reviewer, and scored their senders', async () => {
    await vi.waitFor(async () => {
      const { runs, leads, reviews } = await acme.ask(
        '{ runs(first: 100) { nodes { status } } leads { nodes { tier points } } reviews(status: [PENDING]) { nodes { reason } } }',
      );
      expect(runs.nodes.length).toBeGreaterThanOrEqual(6);
      expect(runs.nodes.map(({ status }: { status: string }) => status)).not.toContain('RUNNING');
      expect(leads.nodes.length).toBeGreaterThanOrEqual(6);
      expect(reviews.nodes.length).toBeGreaterThanOrEqual(1);
    }, WAIT);
  });

  it('takes the golden webhook byte for byte: stored and scored, and nothing sent after the window', async ({ skip }) => {
    const headers = readShared('golden-signed-dev.headers.json');
    if (!headers) return skip('../shared/payloads is not there');
    const raw = readFileSync(`${SHARED}golden-signed-dev.raw`);
    const signature = JSON.parse(headers)['X-Hub-Signature-256'];
    expect(await postWebhook(system.url, raw, signature)).toBe(200);
    await vi.waitFor(async () => expect(await runOf(GOLDEN_PERSON)).toMatchObject({ status: 'NO_REPLY' }), WAIT);
    await vi.waitFor(
      async () => expect((await contactOf(GOLDEN_PERSON)).lead).toMatchObject({ points: expect.any(Number) }),
      WAIT,
    );
    const contact = await contactOf(GOLDEN_PERSON);
    expect(contact.conversations.nodes[0].messages.nodes).toHaveLength(1);
    expect(contact.conversations.nodes[0].messages.nodes[0].text).toContain('Käse & 5 < 6 % @you / ok?');
    await marker('golden-marker');
    expect(await outside.sentTo(GOLDEN_PERSON)).toEqual([]);
  });

  it('answers a sure question once, at the right person, and puts one lead and one task into the CRM', async () => {
    const psid = 'sure-1';
    const scored = acme.subscribe(LEAD_SCORED, { after: await cursorOf(acme) });
    const runs = acme.subscribe(RUN_CHANGED, { after: await cursorOf(acme) });
    const body = messengerBody({
      page: ACME_PAGE,
      psid,
      text: 'Hi! How much does delivery cost and how long does it take?',
      mid: 'm_sure_1',
    });
    expect(await postWebhook(system.url, body)).toBe(200);
    await vi.waitFor(async () => expect(await outside.sentTo(psid)).toHaveLength(1), WAIT);
    await vi.waitFor(async () => expect(await runOf(psid)).toMatchObject({ status: 'AUTO_REPLIED' }), WAIT);
    await vi.waitFor(async () => expect((await contactOf(psid)).lead).toBeTruthy(), WAIT);
    const contact = await contactOf(psid);
    const [conversation] = contact.conversations.nodes;
    await vi.waitFor(async () => {
      const [leads, tasks] = await Promise.all([outside.salesforce('Lead'), outside.salesforce('Task')]);
      const [lead, ...more] = leads.filter(
        (record) =>
          JSON.stringify(record).includes(contact.lead.id.replaceAll('-', '')) ||
          JSON.stringify(record).includes(contact.lead.id),
      );
      expect(more).toEqual([]);
      expect(tasks.filter((record) => JSON.stringify(record).includes(idOf(lead)))).toHaveLength(1);
    }, WAIT);

    const scoresOfMine = () =>
      scored.events.map(({ leadScored }) => leadScored).filter(({ lead }) => lead.contact.platformUserId === psid);
    await vi.waitFor(() => expect(scoresOfMine()).toHaveLength(1), WAIT);
    const mine = scoresOfMine();
    expect(mine[0]).toMatchObject({
      score: { points: contact.lead.points, run: { intent: expect.any(String) } },
      lead: { id: contact.lead.id, conversation: { id: conversation.id, revision: 1 }, crmLinks: expect.any(Array) },
    });
    expect(
      runs.events.map(({ runChanged }) => runChanged.run).filter(({ conversation: of }) => of.contact.platformUserId === psid),
    ).not.toEqual([]);
    expect([...scored.errors, ...runs.errors]).toEqual([]);

    // the platform sends the same webhook again, as platforms do
    expect(await postWebhook(system.url, body)).toBe(200);
    await marker('again-marker');
    expect(await outside.sentTo(psid)).toHaveLength(1);
    expect((await contactOf(psid)).conversations.nodes[0]).toMatchObject({ revision: 1 });
    const leads = (await outside.salesforce('Lead')).filter(
      (record) =>
        JSON.stringify(record).includes(contact.lead.id.replaceAll('-', '')) || JSON.stringify(record).includes(contact.lead.id),
    );
    expect(leads).toHaveLength(1);
    await Promise.all([scored.cut(), runs.cut()]);
  });

  it('brings an unsure reply to a reviewer live, and posts what the reviewer made of it', async () => {
    const psid = 'unsure-1';
    const reviewer = new ApiClient(system.url, await system.token('acme-reviewer'));
    const second = new ApiClient(system.url, await system.token('acme-reviewer-2'));
    const reviews = reviewer.subscribe(REVIEW_CHANGED, { after: await cursorOf(reviewer) });
    const scored = reviewer.subscribe(LEAD_SCORED, { after: await cursorOf(reviewer) });
    expect(await say(psid, 'Could you engrave my grandmother’s poem on the frame by Friday? It matters a lot to me.')).toBe(200);

    const mine = () =>
      reviews.events
        .map(({ reviewChanged }) => reviewChanged)
        .filter(({ review }) => review.conversation.contact.platformUserId === psid);
    await vi.waitFor(() => expect(mine()).toMatchObject([{ change: 'ADDED', review: { status: 'PENDING' } }]), WAIT);
    await vi.waitFor(
      () => expect(scored.events.filter(({ leadScored }) => leadScored.lead.contact.platformUserId === psid)).toHaveLength(1),
      WAIT,
    );
    const { id } = mine()[0].review;
    expect(await outside.sentTo(psid)).toEqual([]);

    const { claimReview } = await reviewer.ask(
      'mutation Claim($id: ID!) { claimReview(id: $id) { __typename ... on Review { status claim { token } } } }',
      { id },
    );
    expect(claimReview).toMatchObject({ __typename: 'Review', status: 'CLAIMED' });
    expect((await second.ask('mutation Claim($id: ID!) { claimReview(id: $id) { __typename } }', { id }))['claimReview']).toEqual(
      { __typename: 'ReviewHeldByAnother' },
    );
    const text = 'We cannot engrave poems, but our workshop knows somebody who does. Shall I put you in touch?';
    const { approveReview } = await reviewer.ask(
      'mutation Approve($id: ID!, $token: Int!, $text: String!) { approveReview(id: $id, token: $token, text: $text) { __typename ... on Review { decision { edited finalText } } } }',
      { id, token: claimReview.claim.token, text },
    );
    expect(approveReview).toMatchObject({ __typename: 'Review', decision: { edited: true, finalText: text } });
    await vi.waitFor(async () => expect(await outside.sentTo(psid)).toMatchObject([{ text, status: 200 }]), WAIT);
    await vi.waitFor(async () => {
      const { review } = await reviewer.ask(
        'query Review($id: ID!) { review(id: $id) { status run { status } decision { by { displayName } message { text delivery { status } } } } }',
        { id },
      );
      expect(review).toMatchObject({
        status: 'APPROVED',
        run: { status: 'REPLIED_AFTER_REVIEW' },
        decision: { by: { displayName: expect.any(String) } },
      });
    }, WAIT);
    await vi.waitFor(
      () => expect(mine().map(({ change }) => change)).toEqual(expect.arrayContaining(['ADDED', 'CLAIMED', 'APPROVED'])),
      WAIT,
    );
    expect([...reviews.errors, ...scored.errors]).toEqual([]);
    await Promise.all([reviews.cut(), scored.cut()]);
  });

  it('shows another tenant nothing of it, and that tenant its own', async () => {
    const messages = globex.subscribe(MESSAGE_RECEIVED, { after: await cursorOf(globex) });
    const reviews = globex.subscribe(REVIEW_CHANGED, { after: await cursorOf(globex) });
    expect(await say('acme-only', 'Do you rent out e-bikes for a weekend?')).toBe(200);
    await vi.waitFor(async () => expect((await contactOf('acme-only'))?.lead).toBeTruthy(), WAIT);
    const foreign = await contactOf('acme-only');
    expect(await say('globex-1', 'Hello globex, how do I reset my password?', GLOBEX_PAGE)).toBe(200);
    await vi.waitFor(
      () =>
        expect(messages.events.map(({ messageReceived }) => messageReceived.message.text)).toEqual([
          'Hello globex, how do I reset my password?',
        ]),
      WAIT,
    );
    expect(JSON.stringify(reviews.events)).not.toContain('acme-only');
    const hidden = await globex.ask(
      'query Hidden($contact: ID!, $conversation: ID!, $lead: ID!) { contact(id: $contact) { id } conversation(id: $conversation) { id } lead(id: $lead) { id } }',
      { contact: foreign.id, conversation: foreign.conversations.nodes[0].id, lead: foreign.lead.id },
    );
    expect(hidden).toEqual({ contact: null, conversation: null, lead: null });
    const { body } = await globex.post('mutation Send($id: ID!) { sendMessage(conversationId: $id, text: "x") { id } }', {
      id: foreign.conversations.nodes[0].id,
    });
    expect(body['errors'][0].extensions.code).toBe('NOT_FOUND');
    await Promise.all([messages.cut(), reviews.cut()]);
  });

  it('misses nothing in a subscription that is cut: before its first event, and in the middle', async () => {
    const cursor = await cursorOf(acme);
    const early = acme.subscribe(MESSAGE_RECEIVED, { after: cursor });
    await early.open;
    await early.cut();
    const texts = Array.from({ length: 6 }, (_, n) => `cut ${n}: which saddle fits me?`);
    for (const text of texts.slice(0, 2)) await say('cut-1', text);
    const middle = acme.subscribe(MESSAGE_RECEIVED, { after: cursor });
    await vi.waitFor(() => expect(middle.events.length).toBeGreaterThanOrEqual(1), WAIT);
    const seen = middle.events.slice(0, 1);
    await middle.cut();
    for (const text of texts.slice(2)) await say('cut-1', text);
    const resumed = acme.subscribe(MESSAGE_RECEIVED, { after: seen.at(-1)?.['messageReceived'].cursor });
    await vi.waitFor(() => expect(resumed.events).toHaveLength(5), WAIT);
    const all = [...seen, ...resumed.events].map(({ messageReceived }) => messageReceived.message.text);
    expect(all.toSorted()).toEqual(texts);
    await resumed.cut();
  });

  it('leaves no text, name or credential in clear in the data folder, write-ahead log included', async () => {
    const secrets = [
      'engrave my grandmother',
      'We cannot engrave poems',
      'which saddle fits me',
      'sure-1',
      'unsure-1',
      GOLDEN_PERSON,
      `EAAG-sim-${ACME_PAGE}`,
      'sim-secret-acme',
      'acme-owner',
    ];
    expect(await findInFolder(system.dataDir, secrets)).toEqual([]);
  });
});

/** Null where the folder of other people's payloads is not beside the project. */
function readShared(file: string): string | null {
  try {
    return readFileSync(`${SHARED}${file}`, 'utf8');
  } catch {
    return null;
  }
}

const idOf = (record: { Id?: string; id?: string; fields?: { Id?: string } } | undefined): string =>
  record?.Id ?? record?.id ?? record?.fields?.Id ?? 'no such record';
