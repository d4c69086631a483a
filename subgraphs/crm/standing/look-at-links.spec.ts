import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { NewEvent } from '#kernel/messaging/event-contract.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { leadScored } from '#schema/events/lead-scored.v1.ts';
import { CrmTenant, makeScored } from '../testing/crm-tenant.ts';

type Scored = NewEvent<typeof leadScored>;

let crm: CrmTenant;
let connectionId: string;
beforeAll(async () => {
  crm = await CrmTenant.make();
  connectionId = await crm.connect();
});
afterEach(() => crm.salesforce.mend());
afterAll(() => crm.close());

const write = async (): Promise<Scored> => {
  const scored = makeScored({}, { email: null });
  await crm.score(scored);
  return scored;
};
const idAt = async (scored: Scored): Promise<string> => (await crm.linksOf(scored))[0]?.externalId ?? '';
const news = async ({ data }: Scored): Promise<unknown[]> =>
  (await crm.tenant.published('crm-standing-changed'))
    .filter((event) => event.data['leadId'] === data.leadId)
    .map((event) => event.data['standing']);
/** As if all of them had been looked at some hours ago. */
const letTimePass = () =>
  crm.tenant.ctx().em.execute(`update "${schemaOf(crm.tenant.tenant)}".crm_link set looked_at = looked_at - interval '7 hours'`);
const queries = async (): Promise<number> => (await crm.salesforce.journal()).filter(({ path }) => path.includes('query')).length;
const giveUp = async (scored: Scored) =>
  crm.salesforce.asPerson('PATCH', `Lead/${await idAt(scored)}`, { Status: 'Closed - Not Converted' });

it('tells once what people at the CRM made of a lead, and of an open one nothing', async () => {
  const [won, lost, open] = [await write(), await write(), await write()];
  await crm.lookAtLinks();
  expect([await news(won), await news(lost), await news(open)]).toEqual([[], [], []]);
  await crm.salesforce.convert(await idAt(won));
  await giveUp(lost);
  for (let look = 0; look < 2; look += 1) {
    await letTimePass();
    await crm.lookAtLinks();
  }
  expect([await news(won), await news(lost), await news(open)]).toEqual([['CONVERTED'], ['LOST'], []]);
});

it('a lead that had been given up before it was ours tells nothing, until it is won', async () => {
  const scored = await write();
  await giveUp(scored);
  await crm.lookAtLinks();
  expect(await news(scored)).toEqual([]);
  await crm.salesforce.convert(await idAt(scored));
  await letTimePass();
  await crm.lookAtLinks();
  expect(await news(scored)).toEqual(['CONVERTED']);
});

it('asks for a hundred at once and no sooner again than after hours', async () => {
  await letTimePass();
  const before = await queries();
  for (let look = 0; look < 3; look += 1) await crm.lookAtLinks();
  expect(await queries()).toBe(before + 1);
});

it('a CRM that does not answer is asked again by the next run, and nothing is lost', async () => {
  const scored = await write();
  await crm.salesforce.convert(await idAt(scored));
  await crm.salesforce.fault({ match: { method: 'GET' }, status: 503, body: '', times: 5 });
  await crm.lookAtLinks();
  expect(await news(scored)).toEqual([]);
  await crm.salesforce.mend();
  await crm.lookAtLinks();
  expect(await news(scored)).toEqual(['CONVERTED']);
});

it('with the day’s calls nearly used up the rest is kept for hot leads, and the connection says so', async () => {
  const scored = await write();
  await crm.salesforce.convert(await idAt(scored));
  await crm.salesforce.settings({ dailyLimit: 100, usedToday: 100 });
  await crm.lookAtLinks();
  expect(await news(scored)).toEqual([]);
  const [connection] = (await crm.graph.answer({ scopes: ['crm:read'] }, '{ crmConnections { id status } }'))[
    'crmConnections'
  ] as {
    id: string;
    status: string;
  }[];
  expect(connection).toEqual({ id: connectionId, status: 'DEGRADED' });
});
