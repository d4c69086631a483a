import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSubgraph } from '#kernel/graph/build-subgraph.ts';
import { type AskedSubgraph, askSubgraph } from '#kernel/testing/ask-subgraph.ts';
import { countStatements } from '#kernel/testing/count-statements.ts';
import { type ConversationsFixture, makeConversations, messageItem } from './testing/conversations-fixture.ts';
import { approve, makeApproval, makeThread, type Thread } from './testing/delivery-story.ts';

let fixture: ConversationsFixture;
let subgraph: AskedSubgraph;
let foreign: AskedSubgraph;
let threads: Thread[];
beforeAll(async () => {
  fixture = await makeConversations();
  const { installation, tenant } = fixture.tenant;
  subgraph = await askSubgraph(installation, tenant, fixture.declaration);
  foreign = await askSubgraph(installation, fixture.tenant.other().tenant, fixture.declaration);
  threads = [];
  for (let n = 0; n < 6; n++) threads.push(await makeThread(fixture, { at: new Date(Date.now() - 60_000 + n * 1000) }));
  await approve(fixture, makeApproval(threads[0]!, 'Yes, it is.'));
});
afterAll(() => fixture.close());

const SCOPES = ['conversations:read', 'conversations:write', 'channels:manage', 'contacts:pii', 'members:read', 'leads:read'];
// biome-ignore lint/suspicious/noExplicitAny: the shape follows from the query beside it
type Data = any;
const ask = (query: string, variables: Record<string, unknown> = {}, of = subgraph): Promise<Data> =>
  of.answer({ scopes: SCOPES }, query, variables);
/** What it is told that asks for what it may not have. */
const refused = async (query: string, variables: Record<string, unknown>, of = subgraph): Promise<unknown> =>
  (await of.ask({ scopes: SCOPES }, query, variables)).errors?.[0]?.extensions;

const LIST = `query ($first: Int, $after: String, $filter: ConversationFilter) {
  conversations(first: $first, after: $after, filter: $filter) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes {
      id status revision channel { id displayName capabilities } contact { id platformUserId displayName }
      lastMessage { text direction delivery { status attempts } conversation { id } }
    }
  }
}`;

describe('the list of conversations', () => {
  it('has the one with the latest message first, page after page, without gap or repetition', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { conversations } = await ask(LIST, { first: 4, after });
      expect(conversations.totalCount).toBe(6);
      seen.push(...conversations.nodes.map(({ id }: { id: string }) => id));
      after = conversations.pageInfo.hasNextPage ? conversations.pageInfo.endCursor : null;
    } while (after !== null);
    // the first thread was answered last
    const expected = [threads[0]!, ...threads.slice(1).reverse()].map(({ conversation }) => conversation.id);
    expect(seen).toEqual(expected);
  });

  it('opens what it is asked for', async () => {
    const [answered, waiting] = (await ask(LIST, { first: 2 })).conversations.nodes;
    expect(answered).toMatchObject({
      status: 'WAITING_FOR_CUSTOMER',
      channel: { displayName: 'Our page', capabilities: ['DIRECT_MESSAGES', 'ATTACHMENTS', 'READ_BACK', 'TYPING_INDICATOR'] },
      contact: { platformUserId: threads[0]!.personId, displayName: null },
      lastMessage: { text: 'Yes, it is.', direction: 'OUTBOUND', delivery: { status: 'SENT', attempts: 1 } },
    });
    expect(waiting).toMatchObject({ status: 'OPEN', revision: 1, lastMessage: { text: 'Is it in stock?', delivery: null } });
  });

  it('costs the same number of statements for two conversations as for many, with all that hangs on them', async () => {
    const page = `query ($first: Int) { conversations(first: $first) { totalCount nodes { id
      ...Parts messages(first: 10) { totalCount nodes { id text author { id } attachments { kind } delivery { status } conversation { ...Parts } } }
    } } }
    fragment Parts on Conversation {
      channel { capabilities } lastMessage { text delivery { status } conversation { contact { displayName } } }
      contact { platformUserId displayName conversations(first: 1) { totalCount nodes { id contact { id } channel { id } } } }
    }`;
    const statementsFor = (first: number) =>
      countStatements(fixture.tenant.ctx(), async () => {
        const { conversations } = await ask(page, { first });
        expect(conversations.nodes).toHaveLength(first);
        for (const { id, messages, contact } of conversations.nodes) {
          expect(messages.totalCount).toBe(messages.nodes.length);
          expect(contact.conversations).toMatchObject({ totalCount: 1, nodes: [{ id }] });
        }
      });
    expect(await statementsFor(6)).toBe(await statementsFor(2));
  });

  it('is filtered by status and platform', async () => {
    const filtered = async (filter: object) => (await ask(LIST, { filter })).conversations.totalCount;
    expect(await filtered({ status: ['WAITING_FOR_CUSTOMER'] })).toBe(1);
    expect(await filtered({ status: ['OPEN', 'WAITING_FOR_CUSTOMER'], platform: ['FACEBOOK'] })).toBe(6);
    expect(await filtered({ status: ['CLOSED'] })).toBe(0);
  });

  it.each(['nonsense', Buffer.from('["2026-01-01"]').toString('base64url'), Buffer.from('["x","y"]').toString('base64url')])(
    'refuses a cursor that is none of its own: %s',
    async (after) => {
      expect(await refused(LIST, { after })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'after' });
    },
  );
});

describe('one conversation', () => {
  it('has its messages, the newest first, a page at a time', async () => {
    const { pageId, personId, conversation } = threads[1]!;
    await fixture.receive(pageId, messageItem(personId, 'And in blue?'));
    const query = `query ($id: ID!, $after: String) { conversation(id: $id) { revision messages(first: 1, after: $after) { totalCount nodes { text } pageInfo { endCursor hasNextPage } } } }`;
    const first = (await ask(query, { id: conversation.id })).conversation;
    expect(first).toMatchObject({
      revision: 2,
      messages: { totalCount: 2, nodes: [{ text: 'And in blue?' }], pageInfo: { hasNextPage: true } },
    });
    const second = (await ask(query, { id: conversation.id, after: first.messages.pageInfo.endCursor })).conversation;
    expect(second).toMatchObject({ messages: { nodes: [{ text: 'Is it in stock?' }], pageInfo: { hasNextPage: false } } });
  });

  it('has its next page also beside another’s, which begins after the same message', async () => {
    const [one, other] = [threads[1]!, threads[5]!];
    const query = `query ($a: ID!, $b: ID!, $after: String) {
      a: conversation(id: $a) { messages(first: 1, after: $after) { totalCount nodes { text } pageInfo { endCursor } } }
      b: conversation(id: $b) { messages(first: 1, after: $after) { totalCount nodes { text } pageInfo { endCursor } } }
    }`;
    const ids = { a: one.conversation.id, b: other.conversation.id };
    const { a } = await ask(query, ids);
    const next = await ask(query, { ...ids, after: a.messages.pageInfo.endCursor });
    expect(next.a.messages).toMatchObject({ totalCount: 2, nodes: [{ text: 'Is it in stock?' }] });
    expect(next.b.messages).toMatchObject({ totalCount: 1, nodes: [{ text: 'Is it in stock?' }] });
  });

  it('is null where there is none of this id: unknown, malformed, or another tenant’s', async () => {
    const query = 'query ($id: ID!) { conversation(id: $id) { id } }';
    expect(await ask(query, { id: '0198f7a2-0000-7000-8000-000000000001' })).toEqual({ conversation: null });
    expect(await ask(query, { id: "'; drop table conversation" })).toEqual({ conversation: null });
    expect(await ask(query, { id: threads[0]!.conversation.id }, foreign)).toEqual({ conversation: null });
  });

  it('is closed and opened by a member; a status that follows from a review is refused', async () => {
    const { id } = threads[2]!.conversation;
    const mutation =
      'mutation ($id: ID!, $status: ConversationStatus!) { setConversationStatus(id: $id, status: $status) { id status } }';
    expect(await ask(mutation, { id, status: 'CLOSED' })).toEqual({ setConversationStatus: { id, status: 'CLOSED' } });
    expect(await ask(mutation, { id, status: 'OPEN' })).toEqual({ setConversationStatus: { id, status: 'OPEN' } });
    expect(await refused(mutation, { id, status: 'WAITING_FOR_REVIEW' })).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await refused(mutation, { id, status: 'CLOSED' }, foreign)).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('contacts', () => {
  it('are found by the exact platform user id, which no table holds in clear', async () => {
    const query =
      'query ($filter: ContactFilter) { contacts(filter: $filter) { totalCount nodes { platformUserId conversations { nodes { id } } } } }';
    const { personId, conversation } = threads[3]!;
    expect(await ask(query, { filter: { platformUserId: personId } })).toEqual({
      contacts: { totalCount: 1, nodes: [{ platformUserId: personId, conversations: { nodes: [{ id: conversation.id }] } }] },
    });
    expect(await ask(query, { filter: { platformUserId: personId.slice(0, -1) } })).toMatchObject({
      contacts: { totalCount: 0 },
    });
    expect(await ask(query, { filter: { platformUserId: personId } }, foreign)).toMatchObject({
      contacts: { totalCount: 0 },
    });
  });
});

describe('references from other subgraphs', () => {
  it('are answered in their order, with null for what is not the tenant’s', async () => {
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) {
      ... on Conversation { id status } ... on Contact { id platform } ... on Message { id text } ... on Channel { id accountId } } }`;
    const { conversation, pageId, channelId } = threads[4]!;
    const of = [
      { __typename: 'Message', id: conversation.lastMessageId },
      { __typename: 'Conversation', id: 'unknown' },
      { __typename: 'Conversation', id: conversation.id },
      { __typename: 'Contact', id: conversation.contact.id },
      { __typename: 'Channel', id: channelId },
    ];
    expect(await ask(query, { of })).toEqual({
      _entities: [
        { id: conversation.lastMessageId, text: 'Is it in stock?' },
        null,
        { id: conversation.id, status: 'OPEN' },
        { id: conversation.contact.id, platform: 'FACEBOOK' },
        { id: channelId, accountId: pageId },
      ],
    });
    expect((await ask(query, { of }, foreign))._entities).toEqual([null, null, null, null, null]);
  });
});

describe('channels', () => {
  it('are connected through the API, listed, and never show their credentials', async () => {
    const accountId = `1${Date.now()}`;
    const input = {
      platform: 'FACEBOOK',
      accountId,
      displayName: 'New',
      credentials: { pageAccessToken: `EAAG-sim-${accountId}` },
    };
    const { connectChannel } = await ask(
      'mutation ($input: ConnectChannelInput!) { connectChannel(input: $input) { id status lastInboundAt } }',
      { input },
    );
    expect(connectChannel).toMatchObject({ status: 'CONNECTED', lastInboundAt: null });
    const { channels } = await ask('{ channels { id accountId } }');
    expect(channels).toContainEqual({ id: connectChannel.id, accountId });
    const { sdl } = await buildSubgraph(fixture.declaration);
    expect(sdl.match(/type Channel [^}]*\}/)?.[0]).not.toMatch(/credential/i);
  });
});
