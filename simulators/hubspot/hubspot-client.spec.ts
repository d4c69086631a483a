import { Client } from '@hubspot/api-client';
import { FilterOperatorEnum } from '@hubspot/api-client/lib/codegen/crm/contacts/index.js';
import { AssociationSpecAssociationCategoryEnum } from '@hubspot/api-client/lib/codegen/crm/objects/notes/index.js';
import { PropertyCreateFieldTypeEnum, PropertyCreateTypeEnum } from '@hubspot/api-client/lib/codegen/crm/properties/index.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Simulators, startSimulators } from '../start-simulators.ts';
import { callSimulator } from '../testing/call-simulator.ts';

// The SDK is the oracle: what it makes of our answers is what a program of ours would see.

let simulators: Simulators;
let basePath: string;
let client: Client;

beforeAll(async () => {
  simulators = await startSimulators({ port: 0, seed: 1 });
  basePath = `http://127.0.0.1:${simulators.port}/hubspot`;
  client = new Client({ accessToken: 'pat-sim-sdk', basePath });
});
afterAll(() => simulators.close());

const create = (properties: Record<string, string>) => client.crm.contacts.basicApi.create({ properties, associations: [] });

describe('the HubSpot SDK', () => {
  it('gets a token, and works with it', async () => {
    const { tokensApi } = new Client({ basePath }).oauth;
    const token = await tokensApi.create('refresh_token', undefined, undefined, 'c1', 'sim-secret-c1', 'sim-refresh-1');
    expect(token).toMatchObject({ tokenType: 'bearer', expiresIn: 1_800, refreshToken: 'sim-refresh-1' });
    const own = new Client({ accessToken: token.accessToken, basePath });
    expect((await own.crm.contacts.basicApi.getPage(1)).results).toEqual([]);
  });

  it('upserts by a property of our own, and tells what was refused row by row', async () => {
    await client.crm.properties.coreApi.create('contacts', {
      ...{ name: 'our_id', label: 'Our id', groupName: 'contactinformation', hasUniqueValue: true },
      ...{ type: PropertyCreateTypeEnum.String, fieldType: PropertyCreateFieldTypeEnum.Text },
    });
    const row = (id: string, properties: Record<string, string>) => ({
      id,
      idProperty: 'our_id',
      objectWriteTraceId: id,
      properties,
    });
    const answer = await client.crm.contacts.batchApi.upsert({
      inputs: [row('1', { firstname: 'Ada' }), row('2', { hs_lead_status: 'NO_SUCH' })],
    });
    expect(answer).toMatchObject({
      results: [{ _new: true, objectWriteTraceId: '1', properties: { firstname: 'Ada', our_id: '1' } }],
      errors: [{ status: 'error', category: 'VALIDATION_ERROR', context: { objectWriteTraceId: ['2'] }, errors: [], links: {} }],
    });
    expect(answer.results[0]?.createdAt.getTime()).toBeLessThanOrEqual(Date.now());
    expect(answer.completedAt.getTime()).toBeGreaterThanOrEqual(answer.startedAt.getTime());
  });

  it('hangs a note on a contact and finds it there', async () => {
    const contact = await create({ firstname: 'Ada' });
    const note = await client.crm.objects.notes.basicApi.create({
      properties: { hs_timestamp: '2026-11-20T10:00:00Z', hs_note_body: 'Hello' },
      associations: [
        {
          to: { id: contact.id },
          types: [{ associationCategory: AssociationSpecAssociationCategoryEnum.HubspotDefined, associationTypeId: 202 }],
        },
      ],
    });
    const inputs = [{ id: contact.id }];
    const { results } = await client.crm.associations.v4.batchApi.getPage('contacts', 'notes', { inputs });
    expect(results).toMatchObject([{ _from: { id: contact.id }, to: [{ associationTypes: [{ typeId: 201 }] }] }]);
    expect(String(results[0]?.to[0]?.toObjectId)).toBe(note.id);
    const other = await create({ firstname: 'Eva' });
    await client.crm.associations.v4.basicApi.createDefault('notes', note.id, 'contacts', other.id);
    const page = await client.crm.associations.v4.basicApi.getPage('notes', note.id, 'contacts');
    expect(page.results.map(({ toObjectId }) => String(toObjectId)).sort()).toEqual([contact.id, other.id].sort());
  });

  it('reads, changes, lists and archives contacts', async () => {
    const { id } = await create({ email: 'ada@sdk.example' });
    const { basicApi, batchApi } = client.crm.contacts;
    expect((await basicApi.update(id, { properties: { company: 'Fischer' } })).properties['company']).toBe('Fischer');
    const byEmail = await basicApi.getById('ada@sdk.example', ['company'], undefined, undefined, undefined, 'email');
    expect(byEmail).toMatchObject({ id, properties: { company: 'Fischer' } });
    const read = await batchApi.read({ inputs: [{ id }], properties: ['email'], propertiesWithHistory: [] });
    expect(read.results).toMatchObject([{ id, archived: false, properties: { email: 'ada@sdk.example' } }]);
    expect((await client.crm.contacts.getAll(2)).map((contact) => contact.id)).toContain(id);
    await basicApi.archive(id);
    await expect(basicApi.getById(id)).rejects.toMatchObject({ code: 404 });
  });

  it('searches what was written a while ago', async () => {
    await callSimulator(`${basePath}/_settings`, { method: 'PUT', json: { searchLagMs: 0 } });
    const { id } = await create({ email: 'found@sdk.example' });
    const filters = [{ propertyName: 'email', operator: FilterOperatorEnum.Eq, value: 'found@sdk.example' }];
    const found = await client.crm.contacts.searchApi.doSearch({ filterGroups: [{ filters }], limit: 10 });
    expect(found).toMatchObject({ total: 1, results: [{ id }] });
  });

  it('throws what HubSpot refuses, with its body', async () => {
    const { id } = await create({ email: 'twice@sdk.example' });
    await expect(create({ email: 'twice@sdk.example' })).rejects.toMatchObject({
      code: 409,
      body: { category: 'CONFLICT', message: `Contact already exists. Existing ID: ${id}` },
    });
    const names = (await client.crm.properties.coreApi.getAll('contacts')).results.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['email', 'firstname', 'hs_object_id']));
  });
});
