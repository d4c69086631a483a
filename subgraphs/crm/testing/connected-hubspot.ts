import { randomUUID } from 'node:crypto';
import type { CrmAccount, CrmConnector } from '../connectors/crm-connector.ts';
import { hubspotConnector } from '../connectors/hubspot/hubspot-connector.ts';
import { type HubspotCall, HubspotStandIn, type HubspotStored, PRIVATE_APP } from './hubspot-fixture.ts';

/** A connector and the HubSpot that it works with, whose account has our properties, and a clock that a spec moves. */
export class ConnectedHubspot {
  readonly hubspot: HubspotStandIn;
  readonly connector: CrmConnector;
  nowMs = Date.now();

  private constructor(hubspot: HubspotStandIn) {
    this.hubspot = hubspot;
    this.connector = hubspotConnector(hubspot.url, { callMs: 800, now: () => this.nowMs });
  }

  static async open(): Promise<ConnectedHubspot> {
    const connected = new ConnectedHubspot(await HubspotStandIn.start());
    await connected.connector.prepare(connected.account());
    return connected;
  }

  /** A connection of its own at each call. */
  account(credentials: Record<string, string> = PRIVATE_APP, mapping: unknown = null): CrmAccount {
    const fieldMapping = this.connector.parseFieldMapping(mapping, 'fieldMapping');
    return { connectionId: randomUUID(), credentials, fieldMapping };
  }

  async contact(id: string): Promise<HubspotStored['properties'] | undefined> {
    return (await this.hubspot.records('contacts')).find((record) => record.id === id)?.properties;
  }

  async notesAt(contactId: string): Promise<HubspotStored[]> {
    return (await this.hubspot.records('notes')).filter(({ contactIds }) => contactIds?.includes(contactId));
  }

  async pathsDuring(work: () => Promise<unknown>): Promise<string[]> {
    return pathsOf(await this.hubspot.callsDuring(work));
  }

  close(): Promise<void> {
    return this.hubspot.close();
  }
}

export const pathsOf = (calls: readonly HubspotCall[]): string[] => calls.map(({ method, path }) => `${method} ${path}`);

/** The CRM's id of what was written. */
export const idOf = async (outcome: ReturnType<CrmConnector['upsertLead'] | CrmConnector['logActivity']>): Promise<string> => {
  const done = await outcome;
  if (done.kind !== 'done') throw new Error(`${done.kind}: ${done.error}`);
  return done.externalId;
};

export const UPSERT_CALL = 'POST /crm/v3/objects/contacts/batch/upsert';
export const TOKEN_CALL = 'POST /oauth/v1/token';
