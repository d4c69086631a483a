import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { type AskedSubgraph, askSubgraph } from '#kernel/testing/ask-subgraph.ts';
import { reviewChanged } from '#schema/events/review-changed.v1.ts';
import { InboxDue } from './due/inbox-due.ts';
import { INBOX } from './due/inbox-loop.ts';
import { type ConversationsFixture, makeConversations, messageItem, newMid } from './testing/conversations-fixture.ts';
import { makeThread, publishedOf, statusOf, type Thread } from './testing/delivery-story.ts';
import { viewConversation } from './viewer/view-conversation.ts';

let fixture: ConversationsFixture;
let subgraph: AskedSubgraph;
let foreign: AskedSubgraph;
beforeAll(async () => {
  fixture = await makeConversations();
  const { installation, tenant } = fixture.tenant;
  subgraph = await askSubgraph(installation, tenant, fixture.declaration);
  foreign = await askSubgraph(installation, fixture.tenant.other().tenant, fixture.declaration);
});
afterAll(() => fixture.close());

const SCOPES = ['conversations:read', 'conversations:write', 'members:read'];
// biome-ignore lint/suspicious/noExplicitAny: the shape follows from the query beside it
type Data = any;
const ask = (query: string, variables: object = {}, of = subgraph): Promise<Data> =>
  of.answer({ scopes: SCOPES }, query, { ...variables });
const refusal = async (query: string, variables: object = {}, of = subgraph): Promise<unknown> =>
  (await of.ask({ scopes: SCOPES }, query, { ...variables })).errors?.[0]?.extensions?.['code'];

const SEEN = 'id status labels assignee { id } snoozedUntil notes { text author { id } } viewers { id }';
const look = async (id: string): Promise<Data> =>
  (await ask(`query ($id: ID!) { conversation(id: $id) { ${SEEN} } }`, { id })).conversation;
const LABEL = `mutation ($id: ID!, $labels: [String!]!) { setConversationLabels(id: $id, labels: $labels) { ${SEEN} } }`;
const ASSIGN = `mutation ($id: ID!, $memberId: ID) { assignConversation(id: $id, memberId: $memberId) { ${SEEN} } }`;
const NOTE = `mutation ($id: ID!, $text: String!) { addNote(conversationId: $id, text: $text) { ${SEEN} } }`;
const STATUS = `mutation ($id: ID!, $status: ConversationStatus!, $until: DateTime) {
  setConversationStatus(id: $id, status: $status, snoozeUntil: $until) { ${SEEN} }
}`;
const VIEW = `mutation ($id: ID!) { viewConversation(id: $id) { ${SEEN} } }`;
const LIST = 'query ($filter: ConversationFilter) { conversations(filter: $filter) { totalCount nodes { id } } }';
const listed = async (filter: object): Promise<string[]> =>
  (await ask(LIST, { filter })).conversations.nodes.map(({ id }: { id: string }) => id);
const changes = async (thread: Thread): Promise<unknown[]> =>
  (await publishedOf(fixture, 'conversation-changed', thread)).map(({ data }) => data['change']);
const tick = async (): Promise<void> => {
  const loop = fixture.declaration.loops?.find(({ name }) => name === INBOX);
  await loop?.step(fixture.tenant.installation.platform, new AbortController().signal);
};
const inbox = new InboxDue(() => fixture.tenant.installation.platform.platform);
const inMs = (ms: number): string => new Date(fixture.now().getTime() + ms).toISOString();
const HOUR_MS = 3_600_000;

describe('labels and assignee', () => {
  it('are set once, told of once, found by the filter, and nobody else’s', async () => {
    const [thread, other] = [await makeThread(fixture), await makeThread(fixture)];
    const { id } = thread.conversation;
    const memberId = randomUUID();
    for (let n = 0; n < 2; n++) {
      await ask(LABEL, { id, labels: ['vip', '  b2b   large ', 'vip'] });
      await ask(ASSIGN, { id, memberId });
    }
    expect(await look(id)).toMatchObject({ labels: ['b2b large', 'vip'], assignee: { id: memberId } });
    expect(await changes(thread)).toEqual(['LABELS', 'ASSIGNEE']);
    expect(await listed({ label: 'vip' })).toEqual([id]);
    expect(await listed({ label: 'vi' })).toEqual([]);
    expect(await listed({ assigneeId: memberId })).toEqual([id]);
    expect(await listed({ unassigned: true })).not.toContain(id);
    expect(await listed({ unassigned: true })).toContain(other.conversation.id);
    expect(await listed({ unassigned: false, label: 'vip' })).toEqual([id]);
    await ask(ASSIGN, { id });
    await ask(LABEL, { id, labels: [] });
    expect(await look(id)).toMatchObject({ labels: [], assignee: null });
  });

  it('that make no sense are refused in words', async () => {
    const { id } = (await makeThread(fixture)).conversation;
    expect(await refusal(LABEL, { id, labels: [' '] })).toBe('BAD_USER_INPUT');
    expect(await refusal(LABEL, { id, labels: Array.from({ length: 21 }, (_, n) => `l${n}`) })).toBe('BAD_USER_INPUT');
    expect(await refusal(LABEL, { id, labels: ['x'.repeat(51)] })).toBe('BAD_USER_INPUT');
    expect(await refusal(ASSIGN, { id, memberId: 'nobody' })).toBe('BAD_USER_INPUT');
  });

  it('of another tenant’s conversation are NOT_FOUND, as are its notes, status and viewers', async () => {
    const { id } = (await makeThread(fixture)).conversation;
    expect(await refusal(LABEL, { id, labels: ['x'] }, foreign)).toBe('NOT_FOUND');
    expect(await refusal(ASSIGN, { id }, foreign)).toBe('NOT_FOUND');
    expect(await refusal(NOTE, { id, text: 'x' }, foreign)).toBe('NOT_FOUND');
    expect(await refusal(STATUS, { id, status: 'SNOOZED', until: inMs(HOUR_MS) }, foreign)).toBe('NOT_FOUND');
    expect(await refusal(VIEW, { id }, foreign)).toBe('NOT_FOUND');
  });
});

describe('a note', () => {
  it('is its author’s, in its order, sealed, and unreadable once the person is erased', async () => {
    const thread = await makeThread(fixture);
    const { id, contact } = thread.conversation;
    await ask(NOTE, { id, text: 'Knows our founder.' });
    const { notes } = (await ask(NOTE, { id, text: 'Call on Monday.' })).addNote;
    expect(notes.map(({ text }: { text: string }) => text)).toEqual(['Knows our founder.', 'Call on Monday.']);
    expect(notes[0].author.id).toEqual(expect.any(String));
    const ctx = fixture.tenant.ctx();
    const rows = await ctx.em.execute(`select encode(text, 'escape') as text from ${schemaOf(ctx.tenant)}.conversation_note`);
    expect(JSON.stringify(rows)).not.toContain('founder');
    expect(await changes(thread)).toEqual(['NOTE', 'NOTE']);
    await ctx.vault.forget(contact.id);
    expect((await look(id)).notes).toMatchObject([{ text: '' }, { text: '' }]);
  });

  it('that is empty or a book is refused', async () => {
    const { id } = (await makeThread(fixture)).conversation;
    expect(await refusal(NOTE, { id, text: ' \n' })).toBe('BAD_USER_INPUT');
    expect(await refusal(NOTE, { id, text: 'x'.repeat(10_001) })).toBe('BAD_USER_INPUT');
  });
});

describe('a snoozed conversation', () => {
  it('opens at its time, and not before', async () => {
    const thread = await makeThread(fixture);
    const { id } = thread.conversation;
    const until = inMs(HOUR_MS);
    expect((await ask(STATUS, { id, status: 'SNOOZED', until })).setConversationStatus).toMatchObject({
      status: 'SNOOZED',
      snoozedUntil: until,
    });
    await tick();
    expect(await statusOf(fixture, thread)).toBe('SNOOZED');
    fixture.passMs(HOUR_MS + 1_000);
    await tick();
    expect(await look(id)).toMatchObject({ status: 'OPEN', snoozedUntil: null });
    expect(await changes(thread)).toEqual(['STATUS', 'STATUS']);
    fixture.resetClock();
  });

  it('opens with the customer’s next message', async () => {
    const thread = await makeThread(fixture);
    const { id } = thread.conversation;
    await ask(STATUS, { id, status: 'SNOOZED', until: inMs(HOUR_MS) });
    await fixture.receive(thread.pageId, messageItem(thread.personId, 'Are you there?'));
    expect(await look(id)).toMatchObject({ status: 'OPEN', snoozedUntil: null });
    expect(await changes(thread)).toEqual(['STATUS', 'STATUS']);
  });

  it('waits for its review again where that still waits, and is open where it is over', async () => {
    const review = ({ conversation }: Thread, change: 'ADDED' | 'REJECTED') =>
      fixture.tenant.deliver(fixture.consumer('conversations.follow-reviews'), reviewChanged, {
        key: conversation.id,
        data: { reviewId: randomUUID(), runId: randomUUID(), conversationId: conversation.id, change, status: 'PENDING' },
      });
    const [waiting, over] = [await makeThread(fixture), await makeThread(fixture)];
    await review(waiting, 'ADDED');
    await review(over, 'ADDED');
    for (const { conversation } of [waiting, over])
      await ask(STATUS, { id: conversation.id, status: 'SNOOZED', until: inMs(HOUR_MS) });
    await review(over, 'REJECTED');
    expect(await statusOf(fixture, over)).toBe('SNOOZED');
    fixture.passMs(HOUR_MS + 1_000);
    await tick();
    expect([await statusOf(fixture, waiting), await statusOf(fixture, over)]).toEqual(['WAITING_FOR_REVIEW', 'OPEN']);
    fixture.resetClock();
  });

  it('needs a time in the next year, which nothing else has', async () => {
    const { id } = (await makeThread(fixture)).conversation;
    expect(await refusal(STATUS, { id, status: 'SNOOZED' })).toBe('BAD_USER_INPUT');
    expect(await refusal(STATUS, { id, status: 'SNOOZED', until: inMs(-1) })).toBe('BAD_USER_INPUT');
    expect(await refusal(STATUS, { id, status: 'SNOOZED', until: inMs(400 * 24 * HOUR_MS) })).toBe('BAD_USER_INPUT');
    expect(await refusal(STATUS, { id, status: 'CLOSED', until: inMs(HOUR_MS) })).toBe('BAD_USER_INPUT');
  });
});

describe('who looks at a conversation', () => {
  it('is told when it begins and when it ends, and of no renewal', async () => {
    const thread = await makeThread(fixture);
    const { id } = thread.conversation;
    const view = () => fixture.tenant.graph('member-7', SCOPES).transaction((tx) => viewConversation(tx, id, inbox));
    await view();
    fixture.passMs(20_000);
    await view();
    expect((await look(id)).viewers).toEqual([{ id: 'member-7' }]);
    fixture.passMs(20_000);
    await tick();
    expect((await look(id)).viewers).toHaveLength(1);
    expect(await changes(thread)).toEqual(['VIEWERS']);
    fixture.passMs(12_000);
    expect((await look(id)).viewers).toEqual([]);
    await tick();
    expect(await changes(thread)).toEqual(['VIEWERS', 'VIEWERS']);
    fixture.resetClock();
  });
});

describe('the search in messages', () => {
  const SEARCH = `query ($text: String!, $first: Int, $after: String) {
    searchMessages(text: $text, first: $first, after: $after) { nodes { text conversation { id } } pageInfo { hasNextPage endCursor } }
  }`;
  const found = async (text: string, of = subgraph): Promise<string[]> =>
    (await ask(SEARCH, { text }, of)).searchMessages.nodes.map((node: { text: string }) => node.text);
  const say = async (text: string): Promise<Thread> => {
    const thread = await makeThread(fixture);
    await fixture.receive(thread.pageId, messageItem(thread.personId, text));
    return thread;
  };

  it('finds messages that hold all the words in any usual form, whatever accents and case, and no others’', async () => {
    await say('Two Deliveries to Málaga, please');
    await say('One delivery to Graz');
    expect(await found('delivery')).toEqual(['One delivery to Graz', 'Two Deliveries to Málaga, please']);
    expect(await found('MALAGA deliveries')).toEqual(['Two Deliveries to Málaga, please']);
    expect(await found('Mala')).toEqual([]);
    expect(await found("graz' | 'x")).toEqual([]);
    expect(await found('delivery', foreign)).toEqual([]);
    const page = (await ask(SEARCH, { text: 'delivery', first: 1 })).searchMessages;
    expect(page.pageInfo.hasNextPage).toBe(true);
    const next = (await ask(SEARCH, { text: 'delivery', first: 1, after: page.pageInfo.endCursor })).searchMessages;
    expect(next.nodes).toMatchObject([{ text: 'Two Deliveries to Málaga, please' }]);
  });

  it('keeps no word in the database, and none of a person who was erased', async () => {
    const { conversation } = await say('My zeppelin leaks');
    expect(await found('zeppelins')).toHaveLength(1);
    const ctx = fixture.tenant.ctx();
    const rows = (): Promise<{ stems: string }[]> =>
      ctx.em.execute(`select stems::text from ${schemaOf(ctx.tenant)}.message_search where contact_id = ?`, [
        conversation.contact.id,
      ]);
    expect(JSON.stringify(await rows())).not.toContain('zeppelin');
    await ctx.vault.forget(conversation.contact.id);
    expect(await rows()).toEqual([]);
    expect(await found('zeppelin')).toEqual([]);
  });

  it('follows an edit, also one that wakes a snoozed conversation which nobody answered', async () => {
    const thread = await makeThread(fixture);
    const mid = newMid();
    await fixture.receive(thread.pageId, messageItem(thread.personId, 'A submarine', { mid }));
    await ask(STATUS, { id: thread.conversation.id, status: 'SNOOZED', until: inMs(HOUR_MS) });
    await fixture.receive(thread.pageId, {
      sender: { id: thread.personId },
      recipient: { id: thread.pageId },
      timestamp: Date.now(),
      message_edit: { mid, text: 'A gondola', num_edit: 1 },
    });
    expect([await found('submarine'), await found('gondola')]).toEqual([[], ['A gondola']]);
    expect(await statusOf(fixture, thread)).toBe('OPEN');
  });

  it('without a word, or for a book, is refused', async () => {
    expect(await refusal(SEARCH, { text: ' ?! ' })).toBe('BAD_USER_INPUT');
    expect(await refusal(SEARCH, { text: 'x '.repeat(300) })).toBe('BAD_USER_INPUT');
  });
});
