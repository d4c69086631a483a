import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DataOf, NewEvent } from '#kernel/messaging/event-contract.ts';
import type { leadScored } from '#schema/events/lead-scored.v1.ts';
import { type Connectors, LiveConnections } from '../connection/live-connections.ts';
import { OutcomeNotes } from '../connection/outcome-notes.ts';
import { READ_AT_ONCE } from '../connectors/crm-connector.ts';
import { salesforceConnector } from '../connectors/salesforce/salesforce-connector.ts';
import { CrmTenant, MANAGER, makeScored, READER } from '../testing/crm-tenant.ts';
import { reconcileCrm } from './reconcile-crm.ts';

type Scored = NewEvent<typeof leadScored>;
interface Report {
  readonly checked: number;
  readonly missing: readonly string[];
  readonly stale: readonly string[];
  readonly duplicates: readonly string[];
}

describe('comparing with a CRM', () => {
  let crm: CrmTenant;
  let connectionId: string;
  beforeAll(async () => {
    crm = await CrmTenant.make();
    connectionId = await crm.connect();
  });
  afterEach(() => crm.salesforce.mend());
  afterAll(() => crm.close());

  const RECONCILE =
    'mutation($id: ID!) { reconcileCrm(connectionId: $id) { checked missing stale duplicates at connection { id } } }';
  const reconcile = async (id = connectionId): Promise<Report> =>
    (await crm.graph.answer(MANAGER, RECONCILE, { id }))['reconcileCrm'] as Report;
  const write = async (given: Partial<DataOf<typeof leadScored>> = {}, email: string | null = null): Promise<Scored> => {
    const scored = makeScored(given, { email });
    await crm.score(scored);
    return scored;
  };
  const idAt = async (scored: Scored): Promise<string> => (await crm.linksOf(scored))[0]?.externalId ?? '';

  it('finds what is missing, what is stale and who stands there twice, and nothing else', async () => {
    const address = `${randomUUID()}@twice.example`;
    const [missing, stale, double, untouched] = [await write(), await write(), await write({}, address), await write()];
    await crm.salesforce.asPerson('DELETE', `Lead/${await idAt(missing)}`);
    await crm.salesforce.asPerson('PATCH', `Lead/${await idAt(stale)}`, { Parley_Points__c: 3 });
    await crm.salesforce.asPerson('PATCH', `Lead/${await idAt(untouched)}`, { City: 'Berlin' });
    const twin = await crm.salesforce.seed('Lead', { LastName: 'Twin', Company: 'x', Email: address });
    const before = (await crm.salesforce.wholeJournal()).length;
    const report = await reconcile();
    expect(report).toMatchObject({
      checked: 4,
      missing: [missing.data.leadId],
      stale: [stale.data.leadId],
      duplicates: [double.data.leadId],
      connection: { id: connectionId },
    });
    const calls = (await crm.salesforce.wholeJournal()).slice(before) as { method: string }[];
    expect(calls.every(({ method }) => method === 'GET')).toBe(true);
    const read = await crm.graph.answer(READER, '{ crmConnections { lastReconciliation { checked missing stale duplicates } } }');
    expect(read['crmConnections']).toEqual([
      { lastReconciliation: expect.objectContaining({ checked: 4, missing: [missing.data.leadId] }) },
    ]);

    const resync = 'mutation($id: ID!) { resyncLead(leadId: $id) { status } }';
    for (const { data } of [missing, stale]) await crm.graph.answer(MANAGER, resync, { id: data.leadId });
    expect(await reconcile()).toMatchObject({ checked: 4, missing: [], stale: [] });
    await crm.salesforce.asPerson('DELETE', `Lead/${twin}`);
    expect(await reconcile()).toMatchObject({ duplicates: [] });
  });

  it('does not take a lead for stale that is being written meanwhile', async () => {
    const scored = await write();
    // the record is ahead of its link, as it is between the call and the commit
    await crm.salesforce.asPerson('PATCH', `Lead/${await idAt(scored)}`, { Parley_Points__c: 80 });
    const running = reconcile();
    await expect.poll(async () => (await crm.salesforce.wholeJournal()).at(-1)?.['path']).toMatch(/query/);
    await crm.score(makeScored({ ...scored.data, points: 80, version: 2 }, { email: null }));
    expect((await running).stale).toEqual([]);
  });

  it('compares hundreds, a hundred a call', async () => {
    await Promise.all(Array.from({ length: 210 }, () => write()));
    const before = (await crm.salesforce.wholeJournal()).length;
    const { checked } = await reconcile();
    expect(checked).toBeGreaterThan(210);
    // three pages, and one question for the one address that is known
    expect((await crm.salesforce.wholeJournal()).length - before).toBe(4);
  });

  it('goes on where its time ended', async () => {
    const { checked: all } = await reconcile();
    const connectors = { SALESFORCE: salesforceConnector(crm.salesforce.url) } as unknown as Connectors;
    const live = new LiveConnections(connectors);
    const means = { connectors, live, notes: new OutcomeNotes(live) };
    const run = async (stepMs: number): Promise<number | undefined> => {
      let at = Date.now();
      const now = (): Date => {
        at += stepMs;
        return new Date(at);
      };
      const ctx = { ...crm.tenant.ctx(), clock: { now } };
      const work: Parameters<typeof reconcileCrm>[2] = (each) => crm.tenant.transaction(each);
      return (await reconcileCrm(ctx, means, work, connectionId, { boundMs: 7_000 })).lastReconciliation?.checked;
    };
    expect(await run(6_000)).toBe(READ_AT_ONCE);
    expect(await run(1)).toBe(all - READ_AT_ONCE);
    expect(await run(1)).toBe(all);
  });

  it('says that the CRM does not answer, and keeps the earlier report', async () => {
    await write();
    const { checked } = await reconcile();
    await crm.salesforce.fault({ match: { path: '/query' }, status: 503, body: '' });
    const refused = await crm.graph.ask(MANAGER, RECONCILE, { id: connectionId });
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    const read = await crm.graph.answer(READER, '{ crmConnections { lastReconciliation { checked } } }');
    expect(read['crmConnections']).toEqual([{ lastReconciliation: { checked } }]);
  });

  it('knows no connection of another tenant, and none that was never made', async () => {
    for (const [graph, id] of [
      [crm.otherGraph, connectionId],
      [crm.graph, randomUUID()],
      [crm.graph, 'no id'],
    ] as const) {
      const { errors } = await graph.ask(MANAGER, RECONCILE, { id });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  it('asks for credentials where the connection has none', async () => {
    await crm.disconnectAll();
    const { errors } = await crm.graph.ask(MANAGER, RECONCILE, { id: connectionId });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT' });
  });
});
