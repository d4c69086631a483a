import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DataOf } from '#kernel/messaging/event-contract.ts';
import { publish } from '#kernel/messaging/transaction.ts';
import { type AskedSubgraph, askSubgraph } from '#kernel/testing/ask-subgraph.ts';
import { countStatements } from '#kernel/testing/count-statements.ts';
import { alertRaised } from '#schema/events/alert-raised.v1.ts';
import { raiseAlertConsumer } from '../consumers/raise-alert.ts';
import type { Member } from '../member/member.entity.ts';
import { tenants } from '../subgraph.ts';
import { type Fixture, makeFixture, type TenantFixture } from '../testing/make-tenant.ts';
import { acknowledgeAlert } from './acknowledge-alert.ts';
import { Alert } from './alert.entity.ts';
import { listAlerts } from './list-alerts.ts';
import { raiseAlert } from './raise-alert.ts';
import { resolveAlerts } from './resolve-alerts.ts';

let fixture: Fixture;
let tenant: TenantFixture;
let member: Member;
let subgraph: AskedSubgraph;
beforeAll(async () => {
  fixture = await makeFixture([raiseAlertConsumer]);
});
beforeEach(async () => {
  tenant = await fixture.tenant();
  member = await tenant.member('owner');
  subgraph = await askSubgraph(fixture.installation, tenant.id, tenants({ platform: () => fixture.platform }));
});
afterAll(() => fixture.close());

const makeAlert = (given: Partial<DataOf<typeof alertRaised>> = {}): DataOf<typeof alertRaised> => ({
  severity: 'WARNING',
  code: 'DELIVERY_UNCERTAIN',
  title: 'A reply may or may not have reached its reader.',
  conversationId: null,
  detail: { attempts: 3 },
  raisedAt: new Date().toISOString(),
  ...given,
});
const raise = async (given: Partial<DataOf<typeof alertRaised>> = {}): Promise<string> => {
  const id = randomUUID();
  await tenant.transaction((tx) => raiseAlert(tx, id, makeAlert(given)));
  return id;
};
const listed = async (open?: boolean): Promise<string[]> =>
  (await listAlerts(tenant.ctx(), { first: 25, ...(open === undefined ? {} : { open }) })).nodes.map(({ id }) => id);

describe('an alert', () => {
  it('is made once of an event, however often it comes', async () => {
    const id = randomUUID();
    const conversationId = randomUUID();
    for (const title of ['first', 'again'])
      await tenant.transaction((tx) => raiseAlert(tx, id, makeAlert({ title, conversationId })));
    expect(await tenant.ctx().em.find(Alert, {})).toMatchObject([
      { id, title: 'first', detail: { attempts: 3, conversationId } },
    ]);
  });

  it('is acknowledged once, by whom it says', async () => {
    const id = await raise();
    await tenant.as(member, (tx) => acknowledgeAlert(tx, id));
    expect(await tenant.ctx().em.findOneOrFail(Alert, { id })).toMatchObject({
      acknowledgedById: member.id,
      acknowledgedAt: expect.any(Date),
    });
    await expect(tenant.as(member, (tx) => acknowledgeAlert(tx, id))).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(tenant.as(member, (tx) => acknowledgeAlert(tx, randomUUID()))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('comes with whom it says at the same cost on a page of any size', async () => {
    for (let n = 0; n < 6; n++) {
      const id = await raise();
      const other = await tenant.member('owner');
      await tenant.as(other, (tx) => acknowledgeAlert(tx, id));
    }
    const statementsFor = (first: number) =>
      countStatements(tenant.ctx(), async () => {
        const query =
          'query($first: Int) { alerts(first: $first) { totalCount nodes { acknowledgedBy { displayName role { name } } } } }';
        const { alerts } = (await subgraph.answer({ scopes: ['operations:read'] }, query, { first })) as {
          alerts: { nodes: object[] };
        };
        expect(alerts.nodes).toHaveLength(first);
        for (const node of alerts.nodes) expect(node).toMatchObject({ acknowledgedBy: { role: { name: 'owner' } } });
      });
    expect(await statementsFor(6)).toBe(await statementsFor(2));
  });

  it('of a channel is resolved when its cause is gone, and no other one is', async () => {
    const [mine, theirs] = [randomUUID(), randomUUID()];
    const alert = (channelId: string, code: string) => raise({ code, detail: { channelId } });
    const [gone, otherCode, otherChannel] = [
      await alert(mine, 'CHANNEL_DEGRADED'),
      await alert(mine, 'CHANNEL_QUIET'),
      await alert(theirs, 'CHANNEL_DEGRADED'),
    ];
    const resolvedAt = new Date(Date.now() + 1000).toISOString();
    await tenant.transaction((tx) => resolveAlerts(tx, { codes: ['CHANNEL_DEGRADED'], channelId: mine, resolvedAt }));
    expect((await listed(true)).toSorted()).toEqual([otherCode, otherChannel].toSorted());
    expect((await tenant.ctx().em.findOneOrFail(Alert, { id: gone })).resolvedAt).toEqual(new Date(resolvedAt));
  });

  it('of no channel is resolved by its code alone', async () => {
    const [gone, ofChannel] = [
      await raise({ code: 'PROVIDER_DOWN', detail: {} }),
      await raise({ code: 'PROVIDER_DOWN', detail: { channelId: randomUUID() } }),
    ];
    const resolvedAt = new Date(Date.now() + 1000).toISOString();
    await tenant.transaction((tx) => resolveAlerts(tx, { codes: ['PROVIDER_DOWN'], channelId: null, resolvedAt }));
    expect(await listed(true)).toEqual([ofChannel]);
    expect((await tenant.ctx().em.findOneOrFail(Alert, { id: gone })).resolvedAt).toEqual(new Date(resolvedAt));
  });

  it('is listed newest first, open or not', async () => {
    const [old, seen, late] = [await raise({ raisedAt: '2026-01-01T00:00:00.000Z' }), await raise(), await raise()];
    await tenant.as(member, (tx) => acknowledgeAlert(tx, seen ?? ''));
    expect(await listed()).toEqual([late, seen, old]);
    expect(await listed(true)).toEqual([late, old]);
    expect(await listed(false)).toEqual([seen]);
  });

  it('walks page by page over alerts of the same moment', async () => {
    const raisedAt = '2026-01-01T00:00:00.000Z';
    const ids = [await raise({ raisedAt }), await raise({ raisedAt }), await raise({ raisedAt })];
    const walked: string[] = [];
    for (let after: string | null = null; ; ) {
      const page = await listAlerts(tenant.ctx(), { first: 1, after });
      walked.push(...page.nodes.map(({ id }) => id));
      after = page.pageInfo.endCursor;
      if (!page.pageInfo.hasNextPage) break;
    }
    expect(walked.toSorted()).toEqual(ids.toSorted());
  });

  it('is raised by whoever publishes the event, under the id that subscribers see', async () => {
    const after = await fixture.installation.feed.head(tenant.id);
    const worker = await fixture.installation.eventLog.work([raiseAlertConsumer]);
    await tenant.transaction(async (tx) =>
      publish(tx, alertRaised, { key: tenant.id, data: makeAlert({ code: 'CREDENTIAL_DIED' }) }),
    );
    await vi.waitFor(async () => expect(await listed()).toHaveLength(1));
    const watch = 'subscription($after: String) { alertRaised(after: $after) { alert { id code } } }';
    const [event] = await subgraph.take(1, { scopes: ['operations:read'] }, watch, { after });
    expect(event).toMatchObject({ data: { alertRaised: { alert: { id: (await listed())[0], code: 'CREDENTIAL_DIED' } } } });
    await worker.stop();
  });

  it('is told of once it can be acted on, and then of what becomes of it, each once', async () => {
    const after = await fixture.installation.feed.head(tenant.id);
    const id = randomUUID();
    const told = makeAlert({ code: 'PROVIDER_DOWN' });
    for (let times = 0; times < 2; times++) await tenant.transaction((tx) => raiseAlert(tx, id, told));
    await tenant.as(member, (tx) => acknowledgeAlert(tx, id));
    const resolvedAt = new Date(Date.now() + 1000).toISOString();
    for (let times = 0; times < 2; times++)
      await tenant.transaction((tx) => resolveAlerts(tx, { codes: ['PROVIDER_DOWN'], channelId: null, resolvedAt }));
    const last = await raise();
    const watch = (count: number, field: string) =>
      subgraph.take(
        count,
        { scopes: ['operations:read'] },
        `subscription($after: String) { event: ${field}(after: $after) { cursor alert { id resolvedAt acknowledgedBy { id } } } }`,
        { after },
      );
    const asItIs = { data: { event: { alert: { id, resolvedAt, acknowledgedBy: { id: member.id } } } } };
    const next = { data: { event: { alert: { id: last, resolvedAt: null, acknowledgedBy: null } } } };
    expect(await watch(4, 'alertChanged')).toMatchObject([asItIs, asItIs, asItIs, next]);
    expect(await watch(2, 'alertRaised')).toMatchObject([asItIs, next]);
  });
});
