import { randomUUID } from 'node:crypto';
import type { Consumer } from '#kernel/messaging/consumer.ts';
import type { DataOf, NewEvent, PersonalOf } from '#kernel/messaging/event-contract.ts';
import type { Task } from '#kernel/runtime/define-subgraph.ts';
import { type AskedSubgraph, askSubgraph } from '#kernel/testing/ask-subgraph.ts';
import { makeTestTenant, type TestTenant } from '#kernel/testing/test-tenant.ts';
import { contentExpired } from '#schema/events/content-expired.v1.ts';
import { leadChanged } from '#schema/events/lead-changed.v1.ts';
import { leadScored } from '#schema/events/lead-scored.v1.ts';
import { messageDelivered } from '#schema/events/message-delivered.v1.ts';
import { CrmActivity } from '../activity/crm-activity.entity.ts';
import { CrmLink } from '../link/crm-link.entity.ts';
import { crm } from '../subgraph.ts';
import { SalesforceStandIn } from './salesforce-fixture.ts';

export const READER = { scopes: ['crm:read', 'leads:read'] };
export const MANAGER = { scopes: ['crm:read', 'crm:manage'] };
export const CREDENTIALS = { clientId: 'acme', clientSecret: 'sim-secret-acme' };

type Scored = DataOf<typeof leadScored>;

/** A first score of somebody new, but for what the spec says otherwise. */
export const makeScored = (
  given: Partial<Scored> = {},
  personal: Partial<PersonalOf<typeof leadScored>> = {},
): NewEvent<typeof leadScored> => {
  const data: Scored = {
    leadId: randomUUID(),
    scoreId: randomUUID(),
    contactId: randomUUID(),
    conversationId: randomUUID(),
    platform: 'FACEBOOK',
    tier: 'WARM',
    previousTier: null,
    points: 45,
    stage: 'NEW',
    signals: [{ name: 'wants-to-buy', points: 30 }],
    version: 1,
    scoredAt: new Date().toISOString(),
    ...given,
  };
  return {
    key: data.conversationId,
    data,
    subjectId: data.contactId,
    personal: { displayName: 'Ada Fischer', email: 'ada@fischer.example', phone: null, company: null, ...personal },
  };
};

/** A member's change of the lead of a score. */
export const makeChanged = (scored: NewEvent<typeof leadScored>, given: Partial<Scored> = {}): NewEvent<typeof leadChanged> => {
  const { leadId, contactId, conversationId, platform, tier, points, stage, version } = { ...scored.data, ...given };
  return {
    key: conversationId,
    data: { leadId, contactId, conversationId, platform, tier, points, stage, version, changedAt: new Date().toISOString() },
    subjectId: contactId,
    personal: scored.personal as PersonalOf<typeof leadChanged>,
  };
};

export const REPLY_TEXT = 'The oak table costs 1,200 €.';

/** A reply that reached the person of a score. */
export const makeDelivered = (
  scored: NewEvent<typeof leadScored>,
  displayName: string | null = null,
): NewEvent<typeof messageDelivered> => {
  const { contactId, conversationId, platform } = scored.data;
  return {
    key: conversationId,
    data: {
      ...{ messageId: randomUUID(), conversationId, contactId, channelId: randomUUID(), platform },
      ...{ replyId: randomUUID(), runId: randomUUID(), reviewId: null, memberId: null, deliveredAt: new Date().toISOString() },
    },
    subjectId: contactId,
    personal: { text: REPLY_TEXT, displayName },
  };
};

/** A tenant with the CRM subgraph alone and a Salesforce of its own. */
export class CrmTenant {
  readonly salesforce: SalesforceStandIn;
  readonly tenant: TestTenant;
  readonly graph: AskedSubgraph;
  readonly otherGraph: AskedSubgraph;
  /** How far the connectors' clock is ahead of the machine's. */
  aheadMs = 0;
  readonly #consumer: Consumer;
  readonly #expiry: Consumer;
  readonly #task: Task;
  readonly #look: Task;

  private constructor(
    salesforce: SalesforceStandIn,
    tenant: TestTenant,
    graphs: { own: AskedSubgraph; other: AskedSubgraph },
    doors: { consumer: Consumer; expiry: Consumer; task: Task; look: Task },
  ) {
    this.salesforce = salesforce;
    this.tenant = tenant;
    this.graph = graphs.own;
    this.otherGraph = graphs.other;
    this.#consumer = doors.consumer;
    this.#expiry = doors.expiry;
    this.#task = doors.task;
    this.#look = doors.look;
  }

  static async make({ callMs = 10_000 }: { readonly callMs?: number } = {}): Promise<CrmTenant> {
    const salesforce = await SalesforceStandIn.start();
    const clock: { of?: CrmTenant } = {};
    const now = (): number => Date.now() + (clock.of?.aheadMs ?? 0);
    const declaration = crm({ salesforceLoginUrl: salesforce.url, hubspotApiUrl: salesforce.hubspotUrl, now, callMs });
    const tenant = await makeTestTenant([declaration]);
    const [consumer, expiry] = declaration.consumers ?? [];
    const [task, look] = declaration.tasks ?? [];
    if (!consumer || !expiry || !task || !look) throw new Error('the subgraph declares two consumers and two tasks');
    const { installation } = tenant;
    const graphs = {
      own: await askSubgraph(installation, tenant.tenant, declaration),
      other: await askSubgraph(installation, tenant.other().tenant, declaration),
    };
    clock.of = new CrmTenant(salesforce, tenant, graphs, { consumer, expiry, task, look });
    return clock.of;
  }

  /** Connects Salesforce and answers the connection's id. */
  async connect(input: Record<string, unknown> = {}): Promise<string> {
    const whole = { kind: 'SALESFORCE', displayName: 'Sales', credentials: CREDENTIALS, ...input };
    const data = await this.graph.answer(MANAGER, 'mutation($input: ConnectCrmInput!) { connectCrm(input: $input) { id } }', {
      input: whole,
    });
    return (data['connectCrm'] as { id: string }).id;
  }

  /** Disconnects every CRM, so that the next spec begins with none. */
  async disconnectAll(): Promise<void> {
    const data = await this.graph.answer(READER, '{ crmConnections { id } }');
    for (const { id } of data['crmConnections'] as { id: string }[]) {
      await this.graph.answer(MANAGER, 'mutation($id: ID!) { disconnectCrm(id: $id) { id } }', { id });
    }
  }

  score(event: NewEvent<typeof leadScored>, options?: { signal?: AbortSignal; attempt?: number }): Promise<void> {
    return this.tenant.deliver(this.#consumer, leadScored, event, options);
  }

  change(event: NewEvent<typeof leadChanged>): Promise<void> {
    return this.tenant.deliver(this.#consumer, leadChanged, event);
  }

  reply(event: NewEvent<typeof messageDelivered>): Promise<void> {
    return this.tenant.deliver(this.#consumer, messageDelivered, event);
  }

  expire(event: NewEvent<typeof contentExpired>): Promise<void> {
    return this.tenant.deliver(this.#expiry, contentExpired, event);
  }

  catchUp(): Promise<void> {
    return this.#task.run(this.tenant.ctx(), (work) => this.tenant.transaction(work));
  }

  lookAtLinks(): Promise<void> {
    return this.#look.run(this.tenant.ctx(), (work) => this.tenant.transaction(work));
  }

  linksOf({ data }: NewEvent<typeof leadScored>): Promise<CrmLink[]> {
    return this.tenant.ctx().em.find(CrmLink, { leadId: data.leadId }, { orderBy: { id: 'asc' } });
  }

  activitiesOf({ data }: NewEvent<typeof leadScored>): Promise<CrmActivity[]> {
    return this.tenant.ctx().em.find(CrmActivity, { contactId: data.contactId }, { orderBy: { id: 'asc' } });
  }

  /** Salesforce's records of the lead of a score. */
  async leadsOf({ data }: NewEvent<typeof leadScored>): Promise<Readonly<Record<string, unknown>>[]> {
    const externalId = data.leadId.replaceAll('-', '');
    return (await this.salesforce.records('Lead')).filter((record) => record['Parley_Lead_Id__c'] === externalId);
  }

  /** Salesforce's tasks at the lead of a score. */
  async tasksOf(scored: NewEvent<typeof leadScored>): Promise<Readonly<Record<string, unknown>>[]> {
    const ids = (await this.leadsOf(scored)).map((lead) => lead['Id']);
    return (await this.salesforce.records('Task')).filter((task) => ids.includes(task['WhoId']));
  }

  /** The states of the lead's links that were published, in their order. */
  async publishedOf({ data }: NewEvent<typeof leadScored>): Promise<string[]> {
    const events = await this.tenant.published('crm-synced');
    return events.filter((event) => event.data['leadId'] === data.leadId).map((event) => event.data['status'] as string);
  }

  async alerts(connectionId: string): Promise<Record<string, unknown>[]> {
    const events = await this.tenant.published('alert-raised');
    return events.filter((event) => event.data['detail'].connectionId === connectionId).map((event) => event.data);
  }

  async close(): Promise<void> {
    await this.tenant.close();
    await this.salesforce.close();
  }
}
