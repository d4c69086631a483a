import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AskedSubgraph, askSubgraph } from '#kernel/testing/ask-subgraph.ts';
import { countStatements } from '#kernel/testing/count-statements.ts';
import { makeTestTenant, type TestTenant } from '#kernel/testing/test-tenant.ts';
import { overrideLeadTier } from './lead/override-lead-tier.ts';
import { leads } from './subgraph.ts';
import { makeScored, score } from './testing/score.ts';

let tenant: TestTenant;
let subgraph: AskedSubgraph;
beforeAll(async () => {
  tenant = await makeTestTenant([leads()]);
  subgraph = await askSubgraph(tenant.installation, tenant.tenant, leads());
});
afterAll(() => tenant.close());

const reader = { scopes: ['leads:read', 'conversations:read', 'runs:read'] };
describe('the leads in the graph', () => {
  it('answers a lead with everything that the contract names', async () => {
    const lead = await score(tenant, makeScored());
    await tenant.graph(randomUUID(), []).transaction((tx) => overrideLeadTier(tx, lead.id, 'HOT', 'met at the fair'));
    const data = await subgraph.answer(
      { scopes: [...reader.scopes, 'contacts:pii'] },
      `query($id: ID!) { lead(id: $id) {
          id tier points stage createdAt updatedAt contact { id } conversation { id }
          signals { name points evidence }
          override { tier reason at by { id } }
          scores { totalCount nodes { tier previousTier points modelVersion chance lift scoredAt run { id } lead { id } signals { evidence } } }
        } }`,
      { id: lead.id },
    );
    expect(data['lead']).toMatchObject({
      id: lead.id,
      tier: 'HOT',
      points: 45,
      stage: 'NEW',
      contact: { id: lead.contactId },
      conversation: { id: lead.conversationId },
      signals: [
        { name: 'wants-to-buy', points: 30, evidence: 'I want to buy' },
        { name: 'asks-for-price', points: 15, evidence: 'what does it cost' },
      ],
      override: { tier: 'HOT', reason: 'met at the fair' },
      scores: {
        totalCount: 1,
        nodes: [{ tier: 'WARM', previousTier: null, run: { id: lead.latestScore.runId }, lead: { id: lead.id } }],
      },
    });
  });

  it('keeps a person’s words from a caller without contacts:pii', async () => {
    const lead = await score(tenant, makeScored());
    const { data, errors } = await subgraph.ask(reader, 'query($id: ID!) { lead(id: $id) { signals { evidence } } }', {
      id: lead.id,
    });
    expect(data?.['lead']).toBeUndefined();
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it.each([['nonsense'], [randomUUID()]])('answers null for %s', async (id) => {
    expect(await subgraph.answer(reader, 'query($id: ID!) { lead(id: $id) { id } }', { id })).toEqual({ lead: null });
  });

  it('adds its lead to a contact and to each of its conversations, and null to one that was never scored', async () => {
    const contactId = randomUUID();
    const first = makeScored({ contactId });
    await score(tenant, first);
    const lead = await score(tenant, makeScored({ contactId }));
    const stranger = randomUUID();
    const representations = [
      { __typename: 'Conversation', id: first.data.conversationId },
      { __typename: 'Contact', id: contactId },
      { __typename: 'Conversation', id: lead.conversationId },
      { __typename: 'Contact', id: stranger },
      { __typename: 'Lead', id: lead.id },
      { __typename: 'LeadScore', id: lead.latestScore.id },
      { __typename: 'Lead', id: 'nonsense' },
    ];
    const data = await subgraph.answer(
      reader,
      `query($representations: [_Any!]!) { _entities(representations: $representations) {
          ... on Conversation { id lead { id } } ... on Contact { id lead { id } } ... on Lead { id } ... on LeadScore { id }
        } }`,
      { representations },
    );
    const its = { lead: { id: lead.id } };
    expect(data['_entities']).toEqual([
      { id: first.data.conversationId, ...its },
      { id: contactId, ...its },
      { id: lead.conversationId, ...its },
      { id: stranger, lead: null },
      { id: lead.id },
      { id: lead.latestScore.id },
      null,
    ]);
  });

  it('answers the lead of its own conversation and contact, however it came to them', async () => {
    const lead = await score(tenant, makeScored());
    const asked =
      'query($id: ID!) { lead(id: $id) { conversation { lead { id } } contact { lead { id conversation { lead { id } } } } } }';
    const its = { lead: { id: lead.id } };
    expect(await subgraph.answer(reader, asked, { id: lead.id })).toEqual({
      lead: { conversation: its, contact: { lead: { id: lead.id, conversation: its } } },
    });
  });

  it('costs the same number of statements for a page of leads whatever its size', async () => {
    for (let n = 0; n < 20; n++) await score(tenant, makeScored());
    const page = `query($first: Int, $after: String) { leads(first: $first) { totalCount nodes {
        signals { evidence } contact { lead { id } } conversation { lead { id } }
        scores(first: 1, after: $after) { totalCount nodes { points run { id } lead { id stage } signals { evidence } } }
      } } }`;
    const caller = { scopes: [...reader.scopes, 'contacts:pii'] };
    const statementsFor = (first: number) =>
      countStatements(tenant.ctx(), async () => {
        const { leads: answered } = (await subgraph.answer(caller, page, { first })) as { leads: { nodes: object[] } };
        expect(answered.nodes).toHaveLength(first);
        for (const node of answered.nodes) expect(node).toMatchObject({ scores: { totalCount: 1, nodes: [{ points: 45 }] } });
      });
    expect(await statementsFor(20)).toBe(await statementsFor(2));
  });

  it('moves, overrides and clears by mutation, for who may write', async () => {
    const { id } = await score(tenant, makeScored({ points: 3 }));
    const writer = { scopes: ['leads:read', 'leads:write'] };
    const change = 'mutation($id: ID!) { setLeadStage(id: $id, stage: QUALIFIED) { stage signals { name } } }';
    expect(await subgraph.answer(writer, change, { id })).toMatchObject({
      setLeadStage: { stage: 'QUALIFIED', signals: [{ name: 'wants-to-buy' }, { name: 'asks-for-price' }] },
    });
    const override = 'mutation($id: ID!) { overrideLeadTier(id: $id, tier: HOT, reason: "fair") { tier override { reason } } }';
    expect(await subgraph.answer(writer, override, { id })).toEqual({
      overrideLeadTier: { tier: 'HOT', override: { reason: 'fair' } },
    });
    const clear = 'mutation($id: ID!) { clearLeadTierOverride(id: $id) { tier override { reason } } }';
    expect(await subgraph.answer(writer, clear, { id })).toEqual({ clearLeadTierOverride: { tier: 'COLD', override: null } });
    expect((await subgraph.ask(reader, clear, { id })).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect((await subgraph.ask(writer, clear, { id })).errors).toMatchObject([{ extensions: { code: 'CONFLICT' } }]);
  });
});

describe('what tells leads apart', () => {
  it('is asked by who reads leads and changed by who writes them', async () => {
    const settings = 'hotFromPoints warmFromPoints hotFromLift warmFromLift useModel';
    const change = `mutation { updateLeadSettings(input: { hotFromPoints: 75, useModel: false }) { ${settings} } }`;
    const changed = { hotFromPoints: 75, warmFromPoints: 40, hotFromLift: 2, warmFromLift: 1, useModel: false };
    expect((await subgraph.ask(reader, change)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    const writer = { scopes: ['leads:read', 'leads:write'] };
    expect(await subgraph.answer(writer, change)).toEqual({ updateLeadSettings: changed });
    const asked = `{ leadSettings { ${settings} } leadModel { state converted lost missing version learnedAt learnedFrom auc } }`;
    expect(await subgraph.answer(reader, asked)).toEqual({
      leadSettings: changed,
      leadModel: {
        ...{ state: 'COLLECTING', converted: 0, lost: 0, missing: 100 },
        ...{ version: null, learnedAt: null, learnedFrom: null, auc: null },
      },
    });
    await subgraph.answer(writer, 'mutation { updateLeadSettings(input: { hotFromPoints: 70, useModel: true }) { useModel } }');
  });
});

describe('leadScored', () => {
  it('brings each new score of the tiers that were asked for, from the cursor on', async () => {
    const after = await tenant.installation.feed.head(tenant.tenant);
    await score(tenant, makeScored({ points: 5 }));
    const hot = await score(tenant, makeScored({ points: 90 }));
    const [event] = await subgraph.take(
      1,
      reader,
      'subscription($after: String) { leadScored(tiers: [HOT], after: $after) { cursor score { id tier points } lead { id stage } } }',
      { after },
    );
    expect(event).toMatchObject({
      data: {
        leadScored: {
          cursor: expect.any(String),
          score: { id: hot.latestScore.id, tier: 'HOT', points: 90 },
          lead: { id: hot.id, stage: 'NEW' },
        },
      },
    });
  });
});

describe('leadChanged', () => {
  it('brings scores, stages, overrides and their clearing in their order, each with the lead as it is now', async () => {
    const after = await tenant.installation.feed.head(tenant.tenant);
    const { id } = await score(tenant, makeScored({ points: 5 }));
    const writer = { scopes: ['leads:read', 'leads:write'] };
    for (const change of ['overrideLeadTier(id: $id, tier: HOT, reason: "fair")', 'setLeadStage(id: $id, stage: LOST)'])
      await subgraph.answer(writer, `mutation($id: ID!) { ${change} { id } }`, { id });
    await subgraph.answer(writer, 'mutation($id: ID!) { clearLeadTierOverride(id: $id) { id } }', { id });
    const events = await subgraph.take(
      4,
      { scopes: ['leads:read'] },
      'subscription($after: String) { leadChanged(after: $after) { cursor change lead { id tier stage override { tier } } } }',
      { after },
    );
    const lead = { id, tier: 'COLD', stage: 'LOST', override: null };
    expect(events).toMatchObject(
      ['SCORED', 'OVERRIDE', 'STAGE', 'OVERRIDE'].map((change) => ({ data: { leadChanged: { change, lead } } })),
    );
  });

  it('is refused to who may not read leads', async () => {
    const { errors } = await subgraph.ask({ scopes: ['runs:read'] }, 'subscription { leadChanged { cursor } }');
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});
