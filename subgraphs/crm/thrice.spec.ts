import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TransientError } from '#kernel/errors/delivery-error.ts';
import { callSimulator } from '../../simulators/testing/call-simulator.ts';
import { CREDENTIALS, CrmTenant, makeScored } from './testing/crm-tenant.ts';
import { FAULT_MIXES } from './testing/fault-mixes.ts';

const LEADS = 500;
const AT_ONCE = 150;

/** As a worker does it, only sooner: what may pass is delivered again. */
const deliverUntilDone = async (deliver: () => Promise<void>): Promise<void> => {
  for (let attempt = 1; ; attempt++) {
    try {
      await deliver();
      return;
    } catch (error) {
      if (!(error instanceof TransientError) || attempt === 30) throw error;
    }
  }
};

const inTurns = async <Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> => {
  const queue = items.values();
  const seat = async (): Promise<void> => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, seat));
};

const shuffled = <Item>(items: readonly Item[]): Item[] =>
  items
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);

// `npm run bench crm` does the same with 10,000
describe.each([
  { kind: 'SALESFORCE', credentials: CREDENTIALS, service: 'salesforce', type: 'Lead' },
  { kind: 'HUBSPOT', credentials: { accessToken: 'pat-sim-acme' }, service: 'hubspot', type: 'contacts' },
] as const)(`${LEADS} leads, each delivered three times`, ({ kind, credentials, service, type }) => {
  let crm: CrmTenant;
  let url: string;
  beforeAll(async () => {
    crm = await CrmTenant.make({ callMs: 400 });
    url = service === 'salesforce' ? crm.salesforce.url : crm.salesforce.hubspotUrl;
    await crm.connect({ kind, credentials });
  });
  afterAll(() => crm.close());

  it(`are ${LEADS} records in ${kind}, whatever it answers meanwhile`, { timeout: 60_000 }, async () => {
    const { settings, faults } = FAULT_MIXES[service];
    await callSimulator(`${url}/_settings`, { method: 'PUT', json: settings });
    await callSimulator(`${url}/_faults`, { method: 'PUT', json: faults });
    const leads = Array.from({ length: LEADS }, (_, index) =>
      makeScored(
        { tier: index % 10 === 0 ? 'HOT' : 'WARM' },
        { displayName: `Ada ${index}`, email: index % 2 === 0 ? `${randomUUID()}@fischer.example` : null },
      ),
    );
    const deliveries = shuffled([...leads, ...leads, ...leads]);
    await inTurns(deliveries, (lead) => deliverUntilDone(() => crm.score(lead)));

    const struck = (await callSimulator(`${url}/_faults`)).body as { struck: number }[];
    expect(struck.every((fault) => fault.struck > 0)).toBe(true);
    await callSimulator(`${url}/_faults`, { method: 'DELETE' });
    const records = (await callSimulator(`${url}/_records?type=${type}`)).body as unknown[];
    expect(records).toHaveLength(LEADS);
    const links = await Promise.all(leads.map((lead) => crm.linksOf(lead)));
    expect(links.map(([link, ...more]) => [link?.status, more.length])).toEqual(leads.map(() => ['SYNCED', 0]));
    expect(new Set(links.map(([link]) => link?.externalId)).size).toBe(LEADS);
  });
});
