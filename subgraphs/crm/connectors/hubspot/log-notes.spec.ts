import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ConnectedHubspot, idOf, pathsOf } from '../../testing/connected-hubspot.ts';
import { makeActivity, makeLead } from '../../testing/crm-records.ts';
import { HUBSPOT_WRITE } from '../../testing/hubspot-fixture.ts';
import { hubspotConnector } from './hubspot-connector.ts';

let at: ConnectedHubspot;
beforeAll(async () => {
  at = await ConnectedHubspot.open();
});
afterEach(() => at.hubspot.mend());
afterAll(() => at.close());

describe('notes in HubSpot', () => {
  it.each([
    ['the answer is lost', { applied: true, drop: true }],
    ['HubSpot does not answer in time', { applied: true, hang: true }],
    ['a gateway answers in its place', { applied: true, status: 504, body: '<html>' }],
  ])('are one after %s, for a process too that never heard of the first attempt', async (_, fault) => {
    const own = at.account();
    const contactId = await idOf(at.connector.upsertLead(own, makeLead()));
    const activity = makeActivity(contactId);
    await at.hubspot.fault({ ...HUBSPOT_WRITE, ...fault, times: 1 });
    await expect(at.connector.logActivity(own, activity)).rejects.toMatchObject({ name: 'TransientError' });
    const other = hubspotConnector(at.hubspot.url);
    const id = await idOf(other.logActivity(own, activity));
    expect((await at.notesAt(contactId)).map((note) => note.id)).toEqual([id]);
    expect(await idOf(at.connector.logActivity(own, activity))).toBe(id);
  });

  it('ask no search, which does not know what was written a moment ago', async () => {
    const own = at.account();
    const contactId = await idOf(at.connector.upsertLead(own, makeLead()));
    const calls = await at.hubspot.callsDuring(async () => {
      for (const activity of [makeActivity(contactId), makeActivity(contactId)]) await at.connector.logActivity(own, activity);
    });
    expect(pathsOf(calls).filter((path) => path.includes('search'))).toEqual([]);
    expect(await at.notesAt(contactId)).toHaveLength(2);
  });

  it('of many leads go out together', async () => {
    const own = at.account();
    const contactIds = await Promise.all([1, 2, 3, 4, 5].map(() => idOf(at.connector.upsertLead(own, makeLead()))));
    await at.connector.logActivity(own, makeActivity(contactIds[0] ?? ''));
    const calls = await at.hubspot.callsDuring(() =>
      Promise.all(contactIds.map((contactId) => at.connector.logActivity(own, makeActivity(contactId)))),
    );
    expect(calls.length).toBeLessThanOrEqual(4);
    for (const contactId of contactIds) expect(await at.notesAt(contactId)).not.toEqual([]);
  });

  it('show what was written and no markup of the person’s', async () => {
    const own = at.account();
    const contactId = await idOf(at.connector.upsertLead(own, makeLead()));
    await idOf(at.connector.logActivity(own, makeActivity(contactId, { text: 'a <script>alert(1)</script>\n& b' })));
    const [note] = await at.notesAt(contactId);
    expect(note?.properties['hs_note_body']).toContain('a &lt;script&gt;alert(1)&lt;/script&gt;<br>&amp; b');
  });

  it('fit however much their text grows by escaping', async () => {
    const own = at.account();
    const contactId = await idOf(at.connector.upsertLead(own, makeLead()));
    await idOf(at.connector.logActivity(own, makeActivity(contactId, { text: '&'.repeat(60_000) })));
    const [note] = await at.notesAt(contactId);
    expect(note?.properties['hs_note_body']?.length).toBeLessThanOrEqual(65_536);
    expect(note?.properties['hs_note_body']).toMatch(/Parley activity [0-9a-f-]{36}<\/p>$/);
  });

  it('of a contact that is gone take no others along', async () => {
    const own = at.account();
    const [here, gone] = [
      await idOf(at.connector.upsertLead(own, makeLead())),
      await idOf(at.connector.upsertLead(own, makeLead())),
    ];
    await at.hubspot.delete(gone);
    const outcomes = await Promise.all(
      [here, gone, here].map((contactId) => at.connector.logActivity(own, makeActivity(contactId))),
    );
    expect(outcomes).toMatchObject([{ kind: 'done' }, { kind: 'gone' }, { kind: 'done' }]);
  });
});
