import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countStatements } from '#kernel/testing/count-statements.ts';
import { CrmTenant, makeDelivered, makeScored, READER } from './testing/crm-tenant.ts';

let crm: CrmTenant;
let connectionId: string;
beforeAll(async () => {
  crm = await CrmTenant.make();
  connectionId = await crm.connect();
});
afterAll(() => crm.close());

const synced = async () => {
  const scored = makeScored();
  await crm.score(scored);
  await crm.reply(makeDelivered(scored));
  const [link] = await crm.linksOf(scored);
  if (!link) throw new Error('the lead has no link');
  return { scored, link };
};

describe('the CRM in the graph', () => {
  it('answers a link with everything that the contract names', async () => {
    const { scored, link } = await synced();
    const data = await crm.graph.answer(
      READER,
      `query($id: ID!) { crmLink(id: $id) {
        id externalId url status lastSyncedAt lastError lead { id crmLinks { id } }
        connection { id kind displayName status lastSyncAt lastError quotaUsed }
        activities(first: 5) { totalCount pageInfo { hasNextPage } nodes { id kind subject externalId at } edges { cursor } }
      } }`,
      { id: link.id },
    );
    expect(data['crmLink']).toMatchObject({
      ...{ id: link.id, externalId: link.externalId, url: link.url, status: 'SYNCED', lastError: null },
      lastSyncedAt: link.lastSyncedAt?.toISOString(),
      lead: { id: scored.data.leadId, crmLinks: [{ id: link.id }] },
      connection: { id: connectionId, kind: 'SALESFORCE', status: 'CONNECTED', lastSyncAt: link.lastSyncedAt?.toISOString() },
      activities: { totalCount: 1, nodes: [{ kind: 'REPLY', subject: 'Parley: reply sent', externalId: expect.any(String) }] },
    });
  });

  it('shows the quota that Salesforce counted', async () => {
    await crm.salesforce.settings({ dailyLimit: 100, usedToday: 49 });
    const id = await crm.connect({ displayName: 'Counted' });
    await crm.score(makeScored());
    await crm.salesforce.mend();
    const data = await crm.graph.answer(READER, '{ crmConnections { id quotaUsed } }');
    const { quotaUsed } = (data['crmConnections'] as { id: string; quotaUsed: number }[]).find((each) => each.id === id) ?? {};
    expect(quotaUsed).toBeGreaterThan(0.49);
    expect(quotaUsed).toBeLessThanOrEqual(0.56);
    await crm.graph.answer({ scopes: ['crm:manage', 'crm:read'] }, 'mutation($id: ID!) { disconnectCrm(id: $id) { id } }', {
      id,
    });
  });

  it('lists links by state, the one that changed last first, a page at a time', async () => {
    const earlier = await synced();
    const latest = await synced();
    const LIST =
      'query($after: String, $status: [CrmSyncStatus!]) { crmLinks(first: 1, after: $after, status: $status) { totalCount nodes { id } pageInfo { endCursor hasNextPage } } }';
    const page = async (after: string | null) =>
      (await crm.graph.answer(READER, LIST, { status: ['SYNCED'], after }))['crmLinks'] as {
        nodes: { id: string }[];
        pageInfo: { endCursor: string; hasNextPage: boolean };
      };
    const first = await page(null);
    const second = await page(first.pageInfo.endCursor);
    expect(first).toMatchObject({ nodes: [{ id: latest.link.id }], pageInfo: { hasNextPage: true } });
    expect(second.nodes[0]?.id).toBe(earlier.link.id);
    expect(await crm.graph.answer(READER, LIST, { status: ['FAILED'] })).toMatchObject({
      crmLinks: { totalCount: 0, nodes: [] },
    });
    const { errors } = await crm.graph.ask(READER, LIST, { after: 'nonsense' });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('adds its links to leads, and none to a lead that no CRM was told of', async () => {
    const { scored, link } = await synced();
    const stranger = randomUUID();
    const representations = [
      { __typename: 'Lead', id: stranger },
      { __typename: 'Lead', id: scored.data.leadId },
      { __typename: 'CrmLink', id: link.id },
      { __typename: 'CrmConnection', id: connectionId },
      { __typename: 'CrmLink', id: 'nonsense' },
    ];
    const data = await crm.graph.answer(
      READER,
      `query($representations: [_Any!]!) { _entities(representations: $representations) {
        ... on Lead { id crmLinks { id status } } ... on CrmLink { id } ... on CrmConnection { id }
      } }`,
      { representations },
    );
    expect(data['_entities']).toEqual([
      { id: stranger, crmLinks: [] },
      { id: scored.data.leadId, crmLinks: [{ id: link.id, status: 'SYNCED' }] },
      { id: link.id },
      { id: connectionId },
      null,
    ]);
  });

  it('costs the same number of statements for a page of links whatever its size', async () => {
    for (let n = 0; n < 6; n++) await synced();
    const page = `query($first: Int) { crmLinks(first: $first) { totalCount nodes {
        connection { lastSyncAt } lead { crmLinks { id lead { crmLinks { connection { id } } } } }
        activities(first: 1) { totalCount nodes { subject } }
      } } }`;
    const statementsFor = (first: number) =>
      countStatements(crm.tenant.ctx(), async () => {
        const { crmLinks } = (await crm.graph.answer(READER, page, { first })) as { crmLinks: { nodes: object[] } };
        expect(crmLinks.nodes).toHaveLength(first);
        for (const node of crmLinks.nodes) expect(node).toMatchObject({ activities: { totalCount: 1, nodes: [{}] } });
      });
    expect(await statementsFor(6)).toBe(await statementsFor(2));
  });

  it('shows nothing to another tenant', async () => {
    const { scored, link } = await synced();
    const data = await crm.otherGraph.answer(
      READER,
      `query($id: ID!, $representations: [_Any!]!) {
        crmConnections { id } crmLink(id: $id) { id } crmLinks { nodes { id } }
        _entities(representations: $representations) { ... on Lead { crmLinks { id } } }
      }`,
      { id: link.id, representations: [{ __typename: 'Lead', id: scored.data.leadId }] },
    );
    expect(data).toEqual({ crmConnections: [], crmLink: null, crmLinks: { nodes: [] }, _entities: [{ crmLinks: [] }] });
  });

  it.each(['nonsense', randomUUID()])('answers null for the link %s', async (id) => {
    expect(await crm.graph.answer(READER, 'query($id: ID!) { crmLink(id: $id) { id } }', { id })).toEqual({ crmLink: null });
  });

  it('is for who may read the CRM', async () => {
    for (const query of ['{ crmConnections { id } }', '{ crmLinks { totalCount } }']) {
      const { errors } = await crm.graph.ask({ scopes: ['leads:read'] }, query);
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    }
  });
});

describe('crmLinkChanged', () => {
  it('brings each link that was made or changed its state, from the cursor on', async () => {
    const after = await crm.tenant.installation.feed.head(crm.tenant.tenant);
    const { link } = await synced();
    const [result] = await crm.graph.take(
      1,
      READER,
      'subscription($after: String) { crmLinkChanged(after: $after) { cursor link { id status connection { id } } } }',
      { after },
    );
    expect(result?.data?.['crmLinkChanged']).toEqual({
      cursor: expect.any(String),
      link: { id: link.id, status: 'SYNCED', connection: { id: connectionId } },
    });
  });
});
