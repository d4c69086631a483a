import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { type AskedSubgraph, askSubgraph } from '#kernel/testing/ask-subgraph.ts';
import { setContactTier } from './contact/set-contact-tier.ts';
import { INBOX } from './due/inbox-loop.ts';
import { type ConversationsFixture, makeConversations } from './testing/conversations-fixture.ts';
import { makeThread } from './testing/delivery-story.ts';

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

const READS = ['conversations:read', 'leads:read', 'members:read'];
const WRITES = [...READS, 'conversations:write'];
const [ANNA, BEN] = [
  { memberId: randomUUID(), scopes: WRITES },
  { memberId: randomUUID(), scopes: READS },
];
// biome-ignore lint/suspicious/noExplicitAny: the shape follows from the query beside it
type Data = any;
const refusal = async (who: typeof ANNA, query: string, variables: object, of = subgraph): Promise<unknown> =>
  (await of.ask(who, query, { ...variables })).errors?.[0];

describe('a saved view', () => {
  const FIELDS = 'id name isShared count owner { id } filter { status platform assigneeId unassigned label tier }';
  const SAVE = `mutation ($input: ConversationViewInput!) { saveConversationView(input: $input) { ${FIELDS} } }`;
  const REMOVE = 'mutation ($id: ID!) { removeConversationView(id: $id) }';
  const save = async (who: typeof ANNA, input: object): Promise<Data> =>
    (await subgraph.answer(who, SAVE, { input })).saveConversationView;
  const seenBy = async (who: typeof ANNA, of = subgraph): Promise<Data> =>
    (await of.answer(who, `{ conversationViews { ${FIELDS} } }`)).conversationViews;
  const remove = async (who: typeof ANNA, id: string, of = subgraph): Promise<Data> =>
    (await of.answer(who, REMOVE, { id })).removeConversationView;

  it('is its member’s alone until it is shared, and counts what it shows', async () => {
    await makeThread(fixture);
    const filter = { status: ['OPEN'], unassigned: true };
    const view = await save(ANNA, { name: '  Open   ones ', filter });
    expect(view).toMatchObject({ name: 'Open ones', isShared: false, count: 1, filter: { ...filter, label: null } });
    expect(await seenBy(ANNA)).toMatchObject([{ id: view.id, owner: { id: ANNA.memberId } }]);
    expect(await seenBy(BEN)).toEqual([]);
    expect(await remove(BEN, view.id)).toBe(false);
    await save(ANNA, { id: view.id, name: 'Ours', filter: { status: ['CLOSED'] }, isShared: true });
    expect(await seenBy(BEN)).toMatchObject([{ id: view.id, name: 'Ours', isShared: true, count: 0 }]);
    expect(await seenBy(BEN, foreign)).toEqual([]);
    expect(await remove(ANNA, view.id, foreign)).toBe(false);
    expect([await remove(ANNA, view.id), await remove(ANNA, view.id)]).toEqual([true, false]);
  });

  it('that the team shares is changed by those who may write, and taken back by its owner alone', async () => {
    const { id } = await save(ANNA, { name: 'Team', filter: {}, isShared: true });
    const change = { id, name: 'Theirs', filter: {}, isShared: true };
    for (const input of [change, { ...change, isShared: false }, { name: 'New', filter: {}, isShared: true }])
      expect(await refusal(BEN, SAVE, { input })).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
    expect(await refusal(BEN, REMOVE, { id })).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
    const carl = { ...BEN, scopes: WRITES };
    expect(await save(carl, change)).toMatchObject({ name: 'Theirs', owner: { id: ANNA.memberId } });
    expect(await refusal(carl, SAVE, { input: { ...change, isShared: false } })).toMatchObject({
      extensions: { code: 'CONFLICT' },
    });
    expect(await save(ANNA, { ...change, isShared: false })).toMatchObject({ isShared: false });
    await remove(ANNA, id);
  });

  it('without a name, with another’s, or one too many is refused in words', async () => {
    const who = { ...BEN, memberId: randomUUID() };
    const name = async (name: string): Promise<unknown> => refusal(who, SAVE, { input: { name, filter: {} } });
    expect(await name(' ')).toMatchObject({
      message: expect.stringContaining('1 to 60'),
      extensions: { code: 'BAD_USER_INPUT' },
    });
    expect(await name('x'.repeat(61))).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    for (let n = 0; n < 50; n++) await save(who, { name: `View ${n}`, filter: {} });
    expect(await name('vIEW 7')).toMatchObject({ message: expect.stringContaining('already') });
    expect(await name('One more')).toMatchObject({ message: expect.stringContaining('50'), extensions: { code: 'CONFLICT' } });
    for (const label of ['a\0b', 'bike \ud83d']) {
      const hostile = { name: 'x', filter: { label } };
      expect(await refusal(ANNA, SAVE, { input: hostile })).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    }
    const input = { name: 'x', filter: { assigneeId: 'nobody' } };
    expect(await refusal(ANNA, SAVE, { input })).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    expect(await refusal(ANNA, SAVE, { input: { id: randomUUID(), name: 'x', filter: {} } })).toMatchObject({
      extensions: { code: 'NOT_FOUND' },
    });
  });
});

it('a filter by what cannot be stored finds nothing, and is no error', async () => {
  const LIST = 'query ($filter: ConversationFilter) { conversations(filter: $filter) { totalCount } }';
  for (const filter of [{ label: 'a\0b' }, { label: '\ud83d' }, { assigneeId: 'a\0b' }, { assigneeId: '-'.repeat(36) }])
    expect(await subgraph.answer(ANNA, LIST, { filter })).toEqual({ conversations: { totalCount: 0 } });
});

describe('the filter by tier', () => {
  const LIST = 'query ($filter: ConversationFilter) { conversations(filter: $filter) { totalCount nodes { id } } }';

  it('lists the conversations of leads that show it, and as COLD those of whom nothing is known', async () => {
    const [hot, cold, fresh] = [await makeThread(fixture), await makeThread(fixture), await makeThread(fixture)];
    const label = randomUUID().slice(0, 8);
    const mark = 'mutation ($id: ID!, $labels: [String!]!) { setConversationLabels(id: $id, labels: $labels) { id } }';
    for (const { conversation } of [hot, cold, fresh])
      await subgraph.answer(ANNA, mark, { id: conversation.id, labels: [label] });
    await fixture.tenant.transaction((tx) => setContactTier(tx, hot.conversation.contact.id, 'HOT', 1));
    await fixture.tenant.transaction((tx) => setContactTier(tx, cold.conversation.contact.id, 'COLD', 1));
    const listed = async (tier: string[]): Promise<Data> =>
      (await subgraph.answer(ANNA, LIST, { filter: { tier, label } })).conversations;
    expect(await listed(['HOT'])).toEqual({ totalCount: 1, nodes: [{ id: hot.conversation.id }] });
    expect(await listed(['WARM'])).toEqual({ totalCount: 0, nodes: [] });
    expect((await listed(['COLD'])).nodes.map(({ id }: { id: string }) => id).sort()).toEqual(
      [cold.conversation.id, fresh.conversation.id].sort(),
    );
    expect((await listed(['HOT', 'COLD'])).totalCount).toBe(3);
  });

  it('is not for whoever may not read leads, who does not get it as a view’s number either', async () => {
    const reader = { ...ANNA, scopes: ['conversations:read'] };
    expect(await refusal(reader, LIST, { filter: { tier: ['HOT'] } })).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
    const save = 'mutation ($input: ConversationViewInput!) { saveConversationView(input: $input) { count } }';
    const input = { name: 'Hot ones', filter: { tier: ['HOT'] } };
    expect(await subgraph.answer(reader, save, { input })).toEqual({ saveConversationView: { count: null } });
  });
});

describe('a canned reply', () => {
  const SAVE = 'mutation ($input: CannedReplyInput!) { saveCannedReply(input: $input) { id name text } }';
  const save = async (input: object): Promise<Data> => (await subgraph.answer(ANNA, SAVE, { input })).saveCannedReply;
  const all = async (of = subgraph): Promise<Data> => (await of.answer(BEN, '{ cannedReplies { name text } }')).cannedReplies;

  it('is the whole team’s, replaced and removed, and no other tenant’s', async () => {
    const { id } = await save({ name: 'Thanks', text: 'Thank you, {{ contact.firstName }}! {{agent.name}}, {{channel.name}}' });
    await save({ name: 'Hello', text: 'Hello {{contact.name}}' });
    await save({ id, name: 'Thank you', text: 'Thanks!' });
    expect(await all()).toEqual([
      { name: 'Hello', text: 'Hello {{contact.name}}' },
      { name: 'Thank you', text: 'Thanks!' },
    ]);
    expect(await all(foreign)).toEqual([]);
    const remove = 'mutation ($id: ID!) { removeCannedReply(id: $id) }';
    expect(await foreign.answer(ANNA, remove, { id })).toEqual({ removeCannedReply: false });
    expect(await subgraph.answer(ANNA, remove, { id })).toEqual({ removeCannedReply: true });
    expect(await refusal(BEN, remove, { id })).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
  });

  it.each([
    ['an unknown variable', 'Hello {{contact.nickname}}', /no variable \{\{contact\.nickname\}\}.*\{\{contact\.firstName\}\}/],
    ['braces that do not end', 'Hello {{contact.name}', /two braces/],
    ['braces that do not begin', 'Hello contact.name}}', /two braces/],
    ['nothing', ' \n', /1 to 5000/],
  ])('with %s is refused in words', async (_what, text, words) => {
    expect(await refusal(ANNA, SAVE, { input: { name: 'x', text } })).toMatchObject({
      message: expect.stringMatching(words),
      extensions: { code: 'BAD_USER_INPUT', field: 'input.text' },
    });
  });

  it('with another’s name is refused, also when both are saved at the same moment', async () => {
    const twice = await Promise.all(
      ['a', 'b'].map((text) => subgraph.ask(ANNA, SAVE, { input: { name: 'Opening hours', text } })),
    );
    const errors = twice.flatMap((answer) => answer.errors ?? []);
    expect(errors).toMatchObject([{ message: expect.stringContaining('Opening hours'), extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(await refusal(ANNA, SAVE, { input: { name: 'opening HOURS', text: 'x' } })).toMatchObject({
      extensions: { field: 'input.name' },
    });
  });
});

describe('messages from before there was an index', () => {
  const SEARCH = 'query ($text: String!) { searchMessages(text: $text) { nodes { text } } }';
  const found = async (text: string): Promise<unknown[]> => {
    const { searchMessages }: Data = await subgraph.answer(ANNA, SEARCH, { text });
    return searchMessages.nodes;
  };

  it('are found after the task went over them, once, and not those of a person who was erased', async () => {
    const [kept, erased] = [await makeThread(fixture), await makeThread(fixture)];
    const ctx = fixture.tenant.ctx();
    const schema = schemaOf(ctx.tenant);
    const stocked = (await found('stock')).length;
    await ctx.em.execute(`delete from ${schema}.message_search`);
    await ctx.em.execute(
      `insert into ${schema}.search_backfill (done, last) select ?, id from ${schema}.message order by id desc limit 1`,
      ['00000000-0000-0000-0000-000000000000'],
    );
    await ctx.vault.forget(erased.conversation.contact.id);
    const later = await makeThread(fixture);
    expect(await found('stock')).toHaveLength(1);
    const task = fixture.declaration.tasks?.find(({ name }) => name === 'conversations.index-old-messages');
    await task?.run(ctx, (work) => fixture.tenant.transaction(work));
    expect(await found('stock')).toHaveLength(stocked);
    expect(await ctx.em.execute(`select 1 from ${schema}.search_backfill`)).toEqual([]);
    const indexed = await ctx.em.execute<{ contact: string }[]>(`select contact_id as contact from ${schema}.message_search`);
    const contacts = indexed.map(({ contact }) => contact);
    expect(contacts).toContain(kept.conversation.contact.id);
    expect(contacts).toContain(later.conversation.contact.id);
    expect(contacts).not.toContain(erased.conversation.contact.id);
  });
});

describe('what ends by the clock', () => {
  const step = async (): Promise<void> => {
    const loop = fixture.declaration.loops?.find(({ name }) => name === INBOX);
    await loop?.step(fixture.tenant.installation.platform, new AbortController().signal);
  };
  const snooze = async (): Promise<() => Promise<unknown>> => {
    const { id } = (await makeThread(fixture)).conversation;
    await subgraph.answer(
      ANNA,
      'mutation ($id: ID!, $until: DateTime) { setConversationStatus(id: $id, status: SNOOZED, snoozeUntil: $until) { id } }',
      { id, until: new Date(fixture.now().getTime() + 60_000).toISOString() },
    );
    return async () => {
      const { conversation }: Data = await subgraph.answer(ANNA, 'query ($id: ID!) { conversation(id: $id) { status } }', { id });
      return conversation.status;
    };
  };

  it('costs one statement over all tenants while nothing ends', async () => {
    const { platform } = fixture.tenant.installation;
    await snooze();
    const statements = vi.spyOn(platform.platform, 'query');
    const entered = vi.spyOn(platform, 'transaction');
    await step();
    expect([statements.mock.calls.length, entered.mock.calls.length]).toEqual([1, 0]);
    vi.restoreAllMocks();
  });

  it('ends for the others where one tenant is gone', async () => {
    const { platform } = fixture.tenant.installation.platform;
    const status = await snooze();
    await platform.query("insert into platform.inbox_due (tenant, due_at) values ('aaaaaaaaaa', $1)", [new Date(0)]);
    fixture.passMs(61_000);
    await step();
    expect(await status()).toBe('OPEN');
    expect((await platform.query("select 1 from platform.inbox_due where tenant = 'aaaaaaaaaa'")).rows).toEqual([]);
    fixture.resetClock();
  });

  it('ends also where its time was noted nowhere: a task looks at everybody', async () => {
    const { platform } = fixture.tenant.installation.platform;
    const status = await snooze();
    const later = await snooze();
    await platform.query('delete from platform.inbox_due');
    fixture.passMs(30_000);
    const task = fixture.declaration.tasks?.find(({ name }) => name === 'conversations.keep-inbox');
    const look = () => task?.run(fixture.tenant.ctx(), (work) => fixture.tenant.transaction(work));
    await look();
    expect((await platform.query('select 1 from platform.inbox_due')).rows).toHaveLength(1);
    fixture.passMs(32_000);
    await step();
    expect([await status(), await later()]).toEqual(['OPEN', 'OPEN']);
    fixture.resetClock();
  });
});
