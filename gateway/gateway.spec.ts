import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FixtureSystem, startFixtureSystem, tokenOf } from './fixtures/system.fixtures.ts';

describe.each(['in process', 'remote'] as const)('with its subgraphs %s, the gateway', (mode) => {
  let system: FixtureSystem;
  beforeAll(async () => {
    system = await startFixtureSystem(mode);
  });
  afterAll(() => system.stop());

  test('joins what three subgraphs know', async () => {
    const query =
      '{ leads(first: 2) { totalCount nodes { id tier conversationOfLead { lastMessage } links { url lead { name } } } } }';
    expect(await system.query(query)).toEqual({
      status: 200,
      body: {
        data: {
          leads: {
            totalCount: 12,
            nodes: [
              {
                id: 'l0',
                tier: 'HOT',
                conversationOfLead: { lastMessage: 'hello from v-l0' },
                links: [{ url: 'https://crm.example/l0', lead: { name: 'Lead 0' } }],
              },
              {
                id: 'l1',
                tier: 'COLD',
                conversationOfLead: { lastMessage: null },
                links: [{ url: 'https://crm.example/l1', lead: { name: 'Lead 1' } }],
              },
            ],
          },
        },
      },
    });
  });

  test('asks a subgraph once for all entities of a page', async () => {
    const before = system.inbox.fetches;
    await system.query(
      '{ leads(first: 10) { nodes { conversationOfLead { id } related { ... on Lead { conversationOfLead { id } } } } } }',
    );
    expect(system.inbox.fetches - before).toBeLessThanOrEqual(2);
  });

  test('refuses who sends no token, or one that is not accepted, with 401', async () => {
    for (const token of [null, 'nobody|leads:read|60']) {
      const { status, body } = await system.query('{ leads { totalCount } }', { token });
      expect(status).toBe(401);
      expect(body).toEqual({ errors: [{ message: expect.any(String), extensions: { code: 'UNAUTHENTICATED' } }] });
    }
  });

  test('refuses an operation whose scopes the caller lacks with 403, names every coordinate and runs none of it', async () => {
    const query = 'mutation { scoreLead(id: "l3", points: 99) { id email conversationOfLead { lastMessage } } }';
    const { status, body } = await system.query(query, { token: tokenOf('leads:read leads:write') });
    expect(status).toBe(403);
    expect(body.data).toBeUndefined();
    expect(body.errors[0].extensions).toMatchObject({
      code: 'FORBIDDEN',
      coordinates: ['Lead.email', 'Conversation', 'Conversation.lastMessage'],
    });
    expect((await system.query('{ lead(id: "l3") { points } }')).body.data.lead.points).toBe(3);
  });

  test('lets an expected refusal through with its code and detail', async () => {
    const { body } = await system.query('{ refused }');
    expect(body.errors).toEqual([
      {
        message: 'This is always refused.',
        path: ['refused'],
        extensions: { code: 'BAD_USER_INPUT', field: 'reason', serviceName: 'leads' },
      },
    ]);
  });

  test('hides what a bug says from the caller, and logs it under the reference that the caller got', async () => {
    const { body } = await system.query('{ buggy }');
    const [error] = body.errors;
    expect(error.extensions).toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
    expect(JSON.stringify(body)).not.toContain('hunter2');
    expect(system.log).toContainEqual(expect.objectContaining({ reference: error.extensions.reference, level: 'error' }));
  });

  test('keeps the rest of the page when a reference cannot be loaded, and says where', async () => {
    system.inbox.fault = new Error('the inbox has no database');
    const { body } = await system.query('{ leads(first: 2) { nodes { id conversationOfLead { id } } } }');
    system.inbox.fault = null;
    expect(body.data.leads.nodes).toEqual([
      { id: 'l0', conversationOfLead: null },
      { id: 'l1', conversationOfLead: null },
    ]);
    expect(body.errors.map((error: { path: unknown }) => error.path)).toEqual([
      ['leads', 'nodes', 0, 'conversationOfLead'],
      ['leads', 'nodes', 1, 'conversationOfLead'],
    ]);
  });

  test.each([
    ['a variable', 'query($at: DateTime) { echo(at: $at) }', { at: 'yesterday' }],
    ['a literal', '{ echo(at: "yesterday") }', {}],
    ['a missing variable', 'query($id: ID!) { lead(id: $id) { id } }', {}],
    ['a page that is too large', '{ leads(first: 1000) { totalCount } }', {}],
  ])('says that %s is the caller’s mistake', async (_what, query, variables) => {
    const { body } = await system.query(query, { variables });
    expect(['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED']).toContain(body.errors[0].extensions.code);
  });

  test('applies the defaults of variables, also to conditions', async () => {
    const query = 'query($n: Int = 3, $more: Boolean! = true) { leads(first: $n) { nodes { id points @include(if: $more) } } }';
    expect((await system.query(query)).body.data.leads.nodes).toHaveLength(3);
    expect((await system.query(query)).body.data.leads.nodes[0]).toEqual({ id: 'l0', points: 0 });
    expect((await system.query(query, { variables: { more: false, n: 1 } })).body.data.leads.nodes).toEqual([{ id: 'l0' }]);
  });
});

describe('without one of its subgraphs, the gateway', () => {
  test.each(['in process', 'remote'] as const)(
    'answers the rest (%s), and says of each missing field which service it waits for',
    async (mode) => {
      const system = await startFixtureSystem(mode);
      if (mode === 'in process') delete system.executors['inbox'];
      else system.servers.get('inbox')?.close().closeAllConnections();
      const { body } = await system.query(
        '{ lead(id: "l1") { name conversationOfLead { id } conversations { id } links { id } } }',
      );
      expect(body.data.lead).toEqual({ name: 'Lead 1', conversationOfLead: null, conversations: null, links: [{ id: 'x-l1' }] });
      expect(body.errors).toEqual(
        ['conversationOfLead', 'conversations'].map((field) => ({
          message: expect.stringContaining('not available'),
          path: ['lead', field],
          extensions: { code: 'UPSTREAM_UNAVAILABLE', serviceName: 'inbox' },
        })),
      );
      await system.stop();
    },
  );
});
