import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { NewEvent } from '#kernel/messaging/event-contract.ts';
import { publish } from '#kernel/messaging/transaction.ts';
import { newTenantId } from '#kernel/persistence/tenant-schemas.ts';
import { Installation } from '#kernel/runtime/installation.ts';
import { startProcess } from '#kernel/runtime/start-process.ts';
import { createLogger } from '#kernel/telemetry/logger.ts';
import { createMetrics } from '#kernel/telemetry/metrics.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { leadScored } from '#schema/events/lead-scored.v1.ts';
import { connectCrm } from '../../subgraphs/crm/connection/connect-crm.ts';
import type { ConnectCrmInput } from '../../subgraphs/crm/connection/connect-crm-input.ts';
import { LiveConnections } from '../../subgraphs/crm/connection/live-connections.ts';
import { OutcomeNotes } from '../../subgraphs/crm/connection/outcome-notes.ts';
import { hubspotConnector } from '../../subgraphs/crm/connectors/hubspot/hubspot-connector.ts';
import { salesforceConnector } from '../../subgraphs/crm/connectors/salesforce/salesforce-connector.ts';
import { crm } from '../../subgraphs/crm/subgraph.ts';
import { cpuMs, offer } from '../support/child.ts';

export interface CrmSystemOptions {
  readonly databaseUrl: string;
  readonly simulatorsUrl: string;
  readonly callMs: number;
}

export interface NewShop {
  readonly kind: 'SALESFORCE' | 'HUBSPOT';
  readonly credentials: Readonly<Record<string, string>>;
}

export interface Published {
  readonly leads: number;
  readonly deliveries: number;
}

const KEY = Buffer.alloc(32, 1);
const EVENTS_AT_ONCE = 100;

let installation: Installation;
let shop: Ctx;
let outside: { readonly salesforceLoginUrl: string; readonly hubspotApiUrl: string };

offer({ start, openShop, publishLeads, cpuMs });

/** One process of Parley with the CRM subgraph alone, which works. */
async function start({ databaseUrl, simulatorsUrl, callMs }: CrmSystemOptions): Promise<void> {
  outside = { salesforceLoginUrl: `${simulatorsUrl}/salesforce`, hubspotApiUrl: `${simulatorsUrl}/hubspot` };
  const declarations = [crm({ ...outside, callMs })];
  installation = await Installation.open({
    config: {
      crypto: { keys: [{ id: 'bench', key: KEY }] },
      internalKeys: [{ id: 'bench', key: KEY }],
      feed: { retentionMs: 3_600_000 },
    },
    ownerUrl: databaseUrl,
    declarations,
    // faults are what it is about: each of them would be a line
    logger: createLogger({ level: 'error', name: 'bench' }),
    metrics: createMetrics({ ofProcess: true }),
  });
  await startProcess({ installation, declarations, works: true, front: null, host: '127.0.0.1', port: 0 });
}

/** A tenant with one CRM; answers its schema. */
async function openShop({ kind, credentials }: NewShop): Promise<string> {
  const { database, platform, eventLog } = installation;
  const tenant = newTenantId();
  await database.schemas.create(tenant);
  await database.learn(tenant);
  shop = platform.enter(tenant, { kind: 'system', id: 'bench', scopes: new Set() });
  const connectors = {
    SALESFORCE: salesforceConnector(outside.salesforceLoginUrl),
    HUBSPOT: hubspotConnector(outside.hubspotApiUrl),
  };
  const live = new LiveConnections(connectors);
  const means = { connectors, live, notes: new OutcomeNotes(live) };
  const input: ConnectCrmInput = { kind, displayName: kind, credentials };
  await connectCrm(shop, means, (work) => eventLog.transaction(shop, work), input, null);
  return `tenant_${tenant}`;
}

/** Every lead in so many events that say the same, in as many conversations: nothing but the lead's id keeps them together. */
async function publishLeads({ leads, deliveries }: Published): Promise<void> {
  const events = Array.from({ length: leads }, (_, index) => scored(index));
  for (let delivery = 0; delivery < deliveries; delivery++) {
    for (let at = 0; at < events.length; at += EVENTS_AT_ONCE) {
      await installation.eventLog.transaction(shop, async (tx) => {
        for (const event of events.slice(at, at + EVENTS_AT_ONCE)) publish(tx, leadScored, { ...event, key: randomUUID() });
      });
    }
  }
}

function scored(index: number): NewEvent<typeof leadScored> {
  const [leadId, contactId, conversationId] = [randomUUID(), randomUUID(), randomUUID()];
  return {
    key: conversationId,
    data: {
      ...{ leadId, contactId, conversationId, scoreId: randomUUID(), platform: 'FACEBOOK', previousTier: null, stage: 'NEW' },
      ...{ tier: index % 10 === 0 ? 'HOT' : 'WARM', points: index % 100, signals: [{ name: 'asks-for-price', points: 30 }] },
      ...{ version: 1, scoredAt: new Date().toISOString() },
    },
    subjectId: contactId,
    // one in three says no address, as people do
    personal: {
      displayName: `Ada Fischer ${index}`,
      email: index % 3 === 0 ? null : `ada.${leadId.slice(0, 8)}@fischer.example`,
      phone: null,
      company: index % 2 === 0 ? 'Fischer & Töchter' : null,
    },
  };
}
