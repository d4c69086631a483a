import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#kernel/persistence/new-id.ts';
import { type AskedSubgraph, askSubgraph } from '#kernel/testing/ask-subgraph.ts';
import { countStatements } from '#kernel/testing/count-statements.ts';
import { localModelProvider } from './connectors/local-model-provider.ts';
import { claimReview } from './review/claim-review.ts';
import { DraftStatementsResolver } from './run/draft-statements.resolver.ts';
import { ai } from './subgraph.ts';
import { type AiTenant, makeAiTenant } from './testing/make-ai-tenant.ts';

let tenant: AiTenant;
let subgraph: AskedSubgraph;
beforeAll(async () => {
  tenant = await makeAiTenant();
  subgraph = await askSubgraph(tenant.installation, tenant.tenant, ai({ models: localModelProvider() }));
});
afterAll(() => tenant.close());

const SCOPES = [
  ...['runs:read', 'runs:inspect', 'contacts:pii', 'conversations:read', 'reviews:read', 'reviews:decide'],
  ...['knowledge:read', 'knowledge:write', 'ai:read', 'ai:configure'],
];
const caller = (memberId: string) => ({ memberId, scopes: SCOPES });
// the answers' shapes stand in the documents that ask for them
// biome-ignore lint/suspicious/noExplicitAny: typing each of them would say everything twice
const ask = (document: string, variables: Record<string, unknown> = {}, member = 'ana'): Promise<any> =>
  subgraph.answer(caller(member), document, variables);

it('a run shows what the agents found, wrote and took', async () => {
  const event = tenant.message('Hello, how much does delivery cost? Write to ana@example.com');
  await tenant.answer(event);
  const { id } = await tenant.runOf(event);
  const { run } = await ask(
    `query ($id: ID!) { run(id: $id) { id status lane intent confidence threshold costUsd latencyMs message { id } conversation { id }
       entities { kind value normalized start end } review { id }
       draft { text fromCache basedOnRevision sources { documentId title score document { title timesUsed } } }
       steps { agent model provider input output inputTokens attempts cached error startedAt } } }`,
    { id },
  );
  expect(run).toMatchObject({
    id,
    status: 'AUTO_REPLIED',
    lane: 'STANDARD',
    message: { id: event.data.messageId },
    conversation: { id: event.key },
    review: null,
    draft: { fromCache: false, basedOnRevision: 1, sources: [{ title: 'Delivery', document: { title: 'Delivery' } }] },
  });
  expect(run.entities).toContainEqual(expect.objectContaining({ kind: 'email', value: 'ana@example.com' }));
  expect(run.steps).toHaveLength(4);
  expect(run.steps[0]).toMatchObject({ agent: 'INTENT_CLASSIFIER', provider: 'local', model: 'parley-local-1', attempts: 1 });
  expect(run.steps[0].input).toContain('delivery cost');
  expect(JSON.parse(run.steps[3].output).text).toBe(run.draft.text);
});

it('a draft says where each of its statements stands, and which stands nowhere', async () => {
  const event = tenant.message('Hello, how much does delivery cost?');
  await tenant.answer(event);
  const { id } = await tenant.runOf(event);
  const document = `query ($id: ID!) { run(id: $id) { draft { text statements { start end supported passage { title text } } } } }`;
  const { draft } = (await ask(document, { id })).run;
  const [statement, ...more] = draft.statements;
  expect([statement, more]).toMatchObject([{ supported: true, passage: { title: 'Delivery' } }, []]);
  expect(statement.passage.text).toContain(draft.text.slice(statement.start, statement.end));

  const made = { text: `${draft.text} We deliver to the moon.`, sources: [], fromCache: false, basedOnRevision: 1 };
  const found = new DraftStatementsResolver().statements(made);
  expect(found.map(({ start, end, supported }) => [made.text.slice(start, end), supported])).toEqual([
    [draft.text.slice(statement.start, statement.end), false],
    ['We deliver to the moon.', false],
  ]);
});

it('tells who decided, and nobody else, what takes the decision back in another window', async () => {
  const { id } = await tenant.makeReview();
  const claim = `mutation ($id: ID!) { claimReview(id: $id) { ... on Review { claim { token } } } }`;
  const { token } = (await ask(claim, { id })).claimReview.claim;
  const approve = `mutation ($id: ID!, $token: Int!) { approveReview(id: $id, token: $token, text: "Yes.") { __typename } }`;
  await ask(approve, { id, token });
  const held = `{ undoableReviews { id decision { token undoableForMs } } }`;
  expect((await ask(held)).undoableReviews).toEqual([{ id, decision: { token, undoableForMs: 5_000 } }]);
  expect((await ask(held, {}, 'ben')).undoableReviews).toEqual([]);
  const seen = await ask('query ($id: ID!) { review(id: $id) { decision { token undoableForMs } } }', { id }, 'ben');
  expect(seen.review.decision).toEqual({ token: null, undoableForMs: 5_000 });
  const undo = `mutation ($id: ID!, $token: Int!) { undoDecision(id: $id, token: $token) { __typename ... on Review { status } } }`;
  expect((await ask(undo, { id, token }, 'ben')).undoDecision.__typename).toBe('ReviewAlreadyDecided');
  expect((await ask(undo, { id, token })).undoDecision).toMatchObject({ __typename: 'Review', status: 'CLAIMED' });
});

it('a review goes from claim to decision, and says what the caller may do next', async () => {
  const { id } = await tenant.makeReview();
  const claim = `mutation ($id: ID!) { claimReview(id: $id) { __typename
    ... on Review { id status draftText claim { token by { id } expiresAt } run { id status } decision { at } refusal { code } supersededBy { id } }
    ... on ReviewHeldByAnother { by { id } until } } }`;
  const { claimReview } = await ask(claim, { id });
  expect(claimReview).toMatchObject({
    __typename: 'Review',
    status: 'CLAIMED',
    draftText: null,
    claim: { by: { id: 'ana' } },
    run: { status: 'IN_REVIEW' },
  });
  expect((await ask(claim, { id }, 'ben')).claimReview).toMatchObject({ __typename: 'ReviewHeldByAnother', by: { id: 'ana' } });

  const approve = `mutation ($id: ID!, $token: Int!, $text: String) { approveReview(id: $id, token: $token, text: $text, idempotencyKey: "k") { __typename
    ... on Review { status decision { by { id } finalText edited rejectionReason message { id } } }
    ... on ReplyRefused { code message review { id status } } } }`;
  const token = claimReview.claim.token;
  expect((await ask(approve, { id, token, text: '' })).approveReview).toMatchObject({
    __typename: 'ReplyRefused',
    code: 'TEXT_EMPTY',
    review: { status: 'CLAIMED' },
  });
  expect((await ask(approve, { id, token, text: 'No rocket, sorry.' })).approveReview).toEqual({
    __typename: 'Review',
    status: 'SENDING',
    decision: { by: { id: 'ana' }, finalText: 'No rocket, sorry.', edited: true, rejectionReason: null, message: null },
  });
});

it('lists page without gap or repetition, by their order', async () => {
  const fresh = await Promise.all(Array.from({ length: 5 }, () => tenant.makeReview()));
  const page = `query ($after: String) { reviews(first: 3, after: $after, status: [PENDING]) { nodes { id priority run { id } } totalCount pageInfo { hasNextPage endCursor } } }`;
  const nodes: { id: string; priority: number }[] = [];
  let after: string | null = null;
  let total = 0;
  do {
    const { reviews } = await ask(page, { after });
    nodes.push(...reviews.nodes);
    total = reviews.totalCount;
    after = reviews.pageInfo.hasNextPage ? reviews.pageInfo.endCursor : null;
  } while (after !== null);
  expect(nodes).toHaveLength(total);
  expect(new Set(nodes.map((node) => node.id)).size).toBe(total);
  expect(nodes.map((node) => node.priority)).toEqual(nodes.map((node) => node.priority).toSorted((a, b) => b - a));
  for (const { id } of fresh) expect(nodes.map((node) => node.id)).toContain(id);

  const { runs } = await ask('{ runs(first: 2, filter: { status: [IN_REVIEW] }) { nodes { status } pageInfo { endCursor } } }');
  expect(runs.nodes).toHaveLength(2);
  const next = await ask(
    'query ($after: String) { runs(first: 100, after: $after, filter: { status: [IN_REVIEW] }) { nodes { id } } }',
    { after: runs.pageInfo.endCursor },
  );
  expect(next.runs.nodes.length).toBeGreaterThan(0);
});

it('other subgraphs’ references are answered in their order, and ids of nobody are null', async () => {
  const first = await tenant.makeReview();
  const second = await tenant.makeReview();
  const { _entities } = await ask(
    `query ($of: [_Any!]!) { _entities(representations: $of) {
       ... on Review { id status } ... on Run { id } ... on Message { id run { id } } ... on Conversation { id runs(first: 1) { nodes { id } totalCount } } } }`,
    {
      of: [
        { __typename: 'Review', id: second.id },
        { __typename: 'Conversation', id: first.conversationId },
        { __typename: 'Review', id: newId() },
        { __typename: 'Run', id: first.runId },
        { __typename: 'Conversation', id: second.conversationId },
        { __typename: 'Conversation', id: newId() },
        { __typename: 'Run', id: 'nonsense' },
        { __typename: 'Message', id: newId() },
      ],
    },
  );
  expect(_entities).toEqual([
    { id: second.id, status: 'PENDING' },
    { id: first.conversationId, runs: { nodes: [{ id: first.runId }], totalCount: 1 } },
    null,
    { id: first.runId },
    { id: second.conversationId, runs: { nodes: [{ id: second.runId }], totalCount: 1 } },
    { id: expect.any(String), runs: { nodes: [], totalCount: 0 } },
    null,
    { id: expect.any(String), run: null },
  ]);
});

it('the passage that a reply stood on, or that a search found, is named by its id when a run is corrected', async () => {
  const event = tenant.message('What does delivery cost, please?');
  await tenant.answer(event);
  const { id } = await tenant.runOf(event);
  const { run, searchKnowledge } = await ask(
    'query ($id: ID!) { run(id: $id) { draft { sources { id } } } searchKnowledge(text: "delivery cost", first: 1) { id } }',
    { id },
  );
  expect(run.draft.sources).toEqual(searchKnowledge);
  const correct = 'mutation ($id: ID!, $passage: ID!) { correctRun(id: $id, passageId: $passage) { id } }';
  expect((await ask(correct, { id, passage: searchKnowledge[0].id })).correctRun).toEqual({ id });
  const { learning } = await ask('{ learning { kind kept inForce } }');
  expect(learning).toContainEqual({ kind: 'PASSAGE', kept: 1, inForce: 1 });
});

it('a gap is read without its words by who may not inspect runs, dismissed by who keeps the knowledge, and goes with its contact', async () => {
  const event = tenant.message('Can I bring my alpaca to the showroom?');
  await tenant.answer(event);
  const { id } = await tenant.runOf(event);
  const isIt = (gap: { id: string }) => gap.id === id;
  const gaps =
    'query ($status: GapStatus) { knowledgeGaps(status: $status, first: 50) { id question count withoutSource status } }';
  expect((await ask(gaps)).knowledgeGaps.find(isIt)).toMatchObject({
    question: 'Can I bring my alpaca to the showroom?',
    count: 1,
  });
  const reader = { memberId: 'ben', scopes: ['knowledge:read'] };
  const dismiss = 'mutation ($id: ID!) { dismissKnowledgeGap(id: $id) }';
  for (const refused of [await subgraph.ask(reader, gaps), await subgraph.ask(reader, dismiss, { id })])
    expect(refused.errors?.length).toBeGreaterThan(0);
  expect((await subgraph.answer(reader, '{ knowledgeGaps(first: 50) { id } }'))['knowledgeGaps']).toContainEqual({ id });
  expect((await ask(dismiss, { id })).dismissKnowledgeGap).toBe(true);
  expect((await ask(gaps, { status: 'DISMISSED' })).knowledgeGaps.some(isIt)).toBe(true);
  await tenant.ctx().vault.forget(event.data.contactId);
  expect((await ask(gaps, { status: 'DISMISSED' })).knowledgeGaps.some(isIt)).toBe(false);
});

it('a trial answers from the knowledge and leaves nothing behind', async () => {
  const before = await tenant.published();
  const { tryReply } = await ask(
    'mutation { tryReply(text: "How much does delivery cost?") { text sources { title text score } basedOnRevision } }',
  );
  expect(tryReply).toMatchObject({ basedOnRevision: 0, sources: [{ title: 'Delivery' }] });
  expect(tryReply.text).toContain('4.90 euros');
  const unknown = await ask(
    'mutation { tryReply(text: "Does the astronaut training include a rocket launch?") { text sources { title } } }',
  );
  expect(unknown.tryReply).toEqual({ text: '', sources: [] });
  expect(await tenant.published()).toEqual(before);
});

it('a document tells when it was last used, and which of its passages is and which never was', async () => {
  const text = `# Sizes\n\nFrames come in 52 and 56 centimetres.\n\n# Colours\n\nEvery frame comes in green.\n\n${'Nothing else. '.repeat(60)}`;
  const { addKnowledgeDocument } = await ask(
    'mutation ($text: String!) { addKnowledgeDocument(title: "Frames", text: $text) { id timesUsed lastUsedAt } }',
    { text },
  );
  const { id, ...unused } = addKnowledgeDocument;
  expect(unused).toEqual({ timesUsed: 0, lastUsedAt: null });
  await tenant.tend();
  const event = tenant.message('Which sizes do the frames come in?');
  await tenant.answer(event);
  const run = await tenant.runOf(event);
  const used = run.sources.filter(({ documentId }) => documentId === id).map(({ passageId }) => passageId);
  expect(used).toHaveLength(1);
  const document =
    'query ($id: ID!) { knowledgeDocument(id: $id) { timesUsed lastUsedAt passages { id text timesUsed lastUsedAt } } }';
  const { passages, ...whole } = (await ask(document, { id })).knowledgeDocument;
  const once = { timesUsed: 1, lastUsedAt: run.createdAt.toISOString() };
  expect(whole).toEqual(once);
  expect(passages.length).toBeGreaterThan(1);
  for (const passage of passages)
    expect(passage).toMatchObject(used.includes(passage.id) ? once : { timesUsed: 0, lastUsedAt: null });
  await ask('mutation ($id: ID!) { removeKnowledgeDocument(id: $id) }', { id });
});

it('knowledge and settings are changed and read', async () => {
  const { addKnowledgeDocument } = await ask(
    'mutation { addKnowledgeDocument(title: "Parking", text: "Behind the shop.") { id status passageCount source } }',
  );
  expect(addKnowledgeDocument).toMatchObject({ status: 'INDEXING', passageCount: 1, source: null });
  await tenant.tend();
  const { knowledgeDocument } = await ask('query ($id: ID!) { knowledgeDocument(id: $id) { status error } }', {
    id: addKnowledgeDocument.id,
  });
  expect(knowledgeDocument).toEqual({ status: 'READY', error: null });
  const { searchKnowledge } = await ask('{ searchKnowledge(text: "parking", first: 1) { title document { id } } }');
  expect(searchKnowledge).toEqual([{ title: 'Parking', document: { id: addKnowledgeDocument.id } }]);
  const { removeKnowledgeDocument } = await ask('mutation ($id: ID!) { removeKnowledgeDocument(id: $id) }', {
    id: addKnowledgeDocument.id,
  });
  expect(removeKnowledgeDocument).toBe(true);
  const { updateAiSettings } = await ask(
    'mutation { updateAiSettings(input: { thresholds: [{ intent: SALES, threshold: 0.9 }] }) { autoReply thresholds { intent threshold } } }',
  );
  expect(updateAiSettings).toEqual({ autoReply: true, thresholds: [{ intent: 'SALES', threshold: 0.9 }] });
});

it('subscribers see reviews as they are added and decided, by status and after a cursor', async () => {
  const after = await tenant.installation.feed.head(tenant.tenant);
  const first = await tenant.makeReview();
  await tenant.graph('ana', []).transaction((tx) => claimReview(tx, first.id));
  const second = await tenant.makeReview();
  const seen = await subgraph.take(
    2,
    caller('ana'),
    'subscription ($after: String) { reviewChanged(status: [PENDING], after: $after) { cursor change review { id status run { intent } } } }',
    { after },
  );
  expect(seen.map((result) => result.errors)).toEqual([undefined, undefined]);
  // biome-ignore lint/suspicious/noExplicitAny: as above
  const events = seen.map(({ data }): any => data?.['reviewChanged']);
  expect(events.map((event) => event.review.id)).toEqual([first.id, second.id]);
  expect(events[1]).toMatchObject({ change: 'ADDED', cursor: expect.any(String) });
});

it('a page costs the same number of statements whatever its size, with all that hangs on its rows', async () => {
  for (let n = 0; n < 12; n++) await tenant.makeReview();
  const statementsFor = async (document: string, first: number, list: 'reviews' | 'runs') =>
    countStatements(tenant.ctx(), async () => {
      expect((await ask(document, { first }))[list].nodes).toHaveLength(first);
    });
  const reviews = `query ($first: Int) { reviews(first: $first, status: [PENDING]) { totalCount nodes {
    draftText claim { token } decision { finalText token undoableForMs } refusal { text } supersededBy { id }
    run { intent draft { text } entities { value } steps { input output } message { run { id } } review { id } }
    conversation { runs(first: 1) { totalCount pageInfo { hasNextPage } nodes { id review { id } } } }
  } } }`;
  expect(await statementsFor(reviews, 12, 'reviews')).toBe(await statementsFor(reviews, 2, 'reviews'));
  const runs = `query ($first: Int) { runs(first: $first) { totalCount nodes {
    review { id run { id } } draft { sources { document { title } } statements { supported passage { title } } } message { run { id } } conversation { runs { totalCount nodes { id } } }
  } } }`;
  expect(await statementsFor(runs, 12, 'runs')).toBe(await statementsFor(runs, 2, 'runs'));
});
