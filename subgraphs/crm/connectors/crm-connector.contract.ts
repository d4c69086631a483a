import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TransientError } from '#kernel/errors/delivery-error.ts';
import { makeActivity, makeLead } from '../testing/crm-records.ts';
import type { CrmAccount, CrmConnector, CrmLead } from './crm-connector.ts';

/** What goes wrong at the CRM with every write from now on, until `mend`. */
export type Trouble =
  | 'unavailable'
  /** The write takes effect and its answer is the page of a gateway that no longer waited (504). */
  | 'unavailable-after-the-write'
  | 'cut-body'
  | 'page-instead-of-answer'
  | 'reset'
  | 'hang'
  /** An answer that comes, but late: sooner than the connector gives up. */
  | 'slow'
  | 'locked'
  /** 429 with `Retry-After: 7`. */
  | 'too-many-calls'
  | 'too-many-calls-without-saying-until-when'
  | 'refused-value'
  | 'quota-used-up'
  /** Every access token given so far, once: `mend` does not bring them back. */
  | 'tokens-expired'
  /** Every access token, fresh ones too. */
  | 'all-tokens-refused'
  /** Access tokens, and what they are got with. */
  | 'credentials-revoked';

export interface CrmFixture {
  /** Gives up on an answer after less than a second, so that specs of what hangs are quick. */
  readonly connector: CrmConnector;
  /** A connection of its own at each call: nothing of another one is kept for it. */
  account(): CrmAccount;
  accountWithWrongCredentials(): CrmAccount;
  /** Values that are nearly credentials. */
  readonly badCredentials: readonly unknown[];
  /** Mappings that cannot be; `spareField` is a text field of the CRM's to which nothing is mapped by itself. */
  readonly badMappings: readonly unknown[];
  readonly spareField: string;
  /** How many calls one write is, and getting a token is (0 where tokens do not expire). */
  readonly callsEach: { readonly write: number; readonly signIn: number };
  leads(): Promise<{ externalId: string; text: string }[]>;
  activities(): Promise<{ externalId: string; leadExternalId: string; text: string }[]>;
  deleteLead(externalId: string): Promise<void>;
  /** Somebody works at the CRM: the company of a lead. */
  enterCompany(externalId: string, company: string): Promise<void>;
  enterName(externalId: string, lastName: string): Promise<void>;
  trouble(kind: Trouble): Promise<void>;
  mend(): Promise<void>;
  /** How many calls the CRM received, sign-ins among them. */
  calls(): Promise<number>;
  close(): Promise<void>;
}

/** What every adapter of the port promises. */
export const describeCrmConnector = (name: string, open: () => Promise<CrmFixture>): void => {
  describe(`${name} as a CRM`, () => {
    let crm: CrmFixture;
    let account: CrmAccount;
    beforeAll(async () => {
      crm = await open();
      account = crm.account();
    });
    afterEach(() => crm.mend());
    afterAll(() => crm.close());

    const write = async (lead: CrmLead): Promise<string> => {
      const outcome = await crm.connector.upsertLead(account, lead);
      if (outcome.kind !== 'done') throw new Error(`${outcome.kind}: ${outcome.error}`);
      return outcome.externalId;
    };
    const leadsOf = async (externalId: string) => (await crm.leads()).filter((lead) => lead.externalId === externalId);

    it('accepts credentials that work and refuses others, saying which of the two inputs is at fault', async () => {
      expect(await crm.connector.verify(account)).toMatchObject({ kind: 'ok' });
      const wrong = await crm.connector.verify(crm.accountWithWrongCredentials());
      expect(wrong).toMatchObject({ kind: 'refused', fault: 'credentials' });
      const unknownField = { ...account, fieldMapping: { ...account.fieldMapping, tier: 'No_Such_Field__c' } };
      expect(await crm.connector.verify(unknownField)).toMatchObject({ kind: 'refused', fault: 'fieldMapping' });
    });

    it('takes for credentials what the CRM needs and nothing else', () => {
      expect(crm.connector.parseCredentials(account.credentials)).toEqual(account.credentials);
      for (const value of [null, 'secret', {}, ...crm.badCredentials]) {
        expect(crm.connector.parseCredentials(value), JSON.stringify(value)).toBeNull();
      }
    });

    it('refuses a mapping that cannot be, by the name of its input', () => {
      for (const mapping of ['text', { shoeSize: 'Shoe_Size__c' }, { email: 'No such name' }, ...crm.badMappings]) {
        expect(() => crm.connector.parseFieldMapping(mapping, 'input.fieldMapping'), JSON.stringify(mapping)).toThrow(
          expect.objectContaining({ code: 'BAD_USER_INPUT', detail: { field: 'input.fieldMapping' } }),
        );
      }
    });

    it('writes a lead once, however often, and answers the same record and a place to open it', async () => {
      const lead = makeLead();
      const first = await crm.connector.upsertLead(account, lead);
      const second = await crm.connector.upsertLead(account, { ...lead, points: 80, tier: 'HOT', isNew: false });
      expect(first).toMatchObject({ kind: 'done', url: expect.stringMatching(/^https?:\/\//) });
      expect(second).toMatchObject({ kind: 'done', externalId: (first as { externalId: string }).externalId });
      const [record, ...more] = await leadsOf((first as { externalId: string }).externalId);
      expect(more).toEqual([]);
      for (const fact of [
        'Ada Maria',
        'Fischer',
        'ada@fischer.example',
        '+49 30 1234567',
        'Fischer & Töchter',
        '80',
        'Hot',
        'wants-to-buy',
      ]) {
        expect(record?.text).toContain(fact);
      }
    });

    it('says how much of the quota is used', async () => {
      const outcome = await crm.connector.upsertLead(account, makeLead());
      expect(outcome).toMatchObject({ kind: 'done', quotaUsed: expect.any(Number) });
    });

    it('writes a lead of which nothing is known but that it wrote', async () => {
      const externalId = await write(makeLead({ displayName: null, email: null, phone: null, company: null, signals: null }));
      expect(await leadsOf(externalId)).toHaveLength(1);
    });

    it.each([
      { displayName: 'Ada' },
      { displayName: `${'x'.repeat(79)}😀 ${'y'.repeat(79)}😀` },
      { email: 'not an address' },
      { email: `${'x'.repeat(90)}@example.com` },
      { phone: '1'.repeat(60) },
      { company: '😀'.repeat(200) },
      { signals: Array.from({ length: 3000 }, (_, index) => `signal-${index}`) },
    ])('does not lose a lead for a value that cannot be stored (%#)', async (odd) => {
      expect(await leadsOf(await write(makeLead(odd)))).toHaveLength(1);
    });

    it('leaves what a person entered where we know nothing', async () => {
      const lead = makeLead({ company: null });
      const externalId = await write(lead);
      await crm.enterCompany(externalId, 'Entered by hand');
      await write({ ...lead, isNew: false, points: 70 });
      expect((await leadsOf(externalId))[0]?.text).toContain('Entered by hand');
    });

    it('writes a name that became known late over its own fill-in', async () => {
      const lead = makeLead({ displayName: null });
      const externalId = await write(lead);
      const late = { ...lead, isNew: false, isNameLate: true, displayName: 'Ana Roth' };
      expect(await crm.connector.upsertLead(account, late)).toMatchObject({ kind: 'done', externalId, keptName: false });
      expect((await leadsOf(externalId))[0]?.text).toMatch(/Ana.*Roth|Roth.*Ana/s);
    });

    it('leaves the name that a person entered when ours comes late, and says so', async () => {
      const lead = makeLead({ displayName: null });
      const externalId = await write(lead);
      await crm.enterName(externalId, 'Entered by hand');
      const late = { ...lead, isNew: false, isNameLate: true, displayName: 'Ana Roth', points: 71 };
      expect(await crm.connector.upsertLead(account, late)).toMatchObject({ kind: 'done', externalId, keptName: true });
      const [record] = await leadsOf(externalId);
      expect(record?.text).toContain('Entered by hand');
      expect(record?.text).toContain('71');
      expect(record?.text).not.toMatch(/Ana|Roth/);
    });

    it('makes a lead anew that was deleted there', async () => {
      const lead = makeLead({ displayName: null, company: null });
      await crm.deleteLead(await write(lead));
      const outcome = await crm.connector.upsertLead(account, { ...lead, isNew: false });
      expect(outcome.kind).toBe('done');
    });

    it('writes by the mapping of the connection', async () => {
      const mapping = crm.connector.parseFieldMapping({ stage: crm.spareField, signals: null }, 'fieldMapping');
      const outcome = await crm.connector.upsertLead({ ...account, fieldMapping: mapping }, makeLead({ stage: 'QUALIFIED' }));
      const [record] = await leadsOf((outcome as { externalId: string }).externalId);
      expect(record?.text).toContain('QUALIFIED');
      expect(record?.text).not.toContain('asks-for-price');
    });

    it('logs an activity at its lead once, however often', async () => {
      const externalId = await write(makeLead());
      const activity = makeActivity(externalId);
      const first = await crm.connector.logActivity(account, activity);
      expect(await crm.connector.logActivity(account, activity)).toMatchObject({
        kind: 'done',
        externalId: (first as { externalId: string }).externalId,
      });
      const logged = (await crm.activities()).filter(({ leadExternalId }) => leadExternalId === externalId);
      expect(logged).toHaveLength(1);
      expect(logged[0]?.text).toContain(activity.text);
    });

    it('puts another text into an activity that stands, and says where one is gone', async () => {
      const leadExternalId = await write(makeLead());
      const activity = makeActivity(leadExternalId, { text: 'Their own words.' });
      const rewrite = (externalId: string) => {
        const other = { ...activity, text: 'Removed.' };
        return crm.connector.rewriteActivity
          ? crm.connector.rewriteActivity(account, externalId, other)
          : crm.connector.logActivity(account, other);
      };
      const logged = await crm.connector.logActivity(account, activity);
      expect(await rewrite((logged as { externalId: string }).externalId)).toMatchObject({ kind: 'done' });
      const [record, ...more] = (await crm.activities()).filter((each) => each.leadExternalId === leadExternalId);
      expect(more).toEqual([]);
      expect(record?.text).toContain('Removed.');
      expect(record?.text).not.toContain('Their own words.');
      if (crm.connector.rewriteActivity) expect(await rewrite('1')).toMatchObject({ kind: 'gone' });
    });

    it('stores an activity with a text of any length', async () => {
      const activity = makeActivity(await write(makeLead()), { text: '😀'.repeat(20_000) });
      expect(await crm.connector.logActivity(account, activity)).toMatchObject({ kind: 'done' });
    });

    it('says that the lead of an activity is gone', async () => {
      const externalId = await write(makeLead());
      await crm.deleteLead(externalId);
      expect(await crm.connector.logActivity(account, makeActivity(externalId))).toMatchObject({ kind: 'gone' });
    });

    it('shows the record that it would write', async () => {
      const mapping = crm.connector.parseFieldMapping({ stage: crm.spareField }, 'fieldMapping');
      const lead = makeLead({ stage: 'QUALIFIED' });
      const preview = crm.connector.preview(mapping, lead);
      expect(preview[crm.spareField]).toBe('QUALIFIED');
      const outcome = await crm.connector.upsertLead({ ...account, fieldMapping: mapping }, lead);
      const [record] = await leadsOf((outcome as { externalId: string }).externalId);
      for (const [field, value] of Object.entries(preview)) {
        expect(record?.text).toContain(JSON.stringify(field));
        expect(record?.text.toLowerCase()).toContain(String(value).toLowerCase());
      }
      const nameless = { ...lead, displayName: null, company: null };
      const fields = (isNew: boolean) => Object.keys(crm.connector.preview(mapping, { ...nameless, isNew }));
      expect(fields(true)).toEqual(expect.arrayContaining(fields(false)));
    });

    it('reads what the CRM has of leads, by the names of the mapping, and leaves out those that it has not', async () => {
      const [known, missing] = [makeLead({ email: `${randomUUID()}@fischer.example` }), makeLead({ email: null })];
      const externalId = await write(known);
      const read = await crm.connector.readLeads(account, [
        { leadId: known.leadId, externalId, email: known.email },
        { leadId: missing.leadId, externalId: null, email: null },
      ]);
      if (read.kind !== 'read') throw new Error(read.error);
      expect(read.records).toEqual([
        { leadId: known.leadId, externalId, values: expect.anything(), doubles: [], standing: 'OPEN' },
      ]);
      const values = Object.entries(read.records[0]?.values ?? {}).map(([field, value]) => [field, String(value).toLowerCase()]);
      const written = crm.connector.preview(account.fieldMapping, { ...known, isNew: false });
      expect(values).toEqual(
        expect.arrayContaining(Object.entries(written).map(([field, value]) => [field, String(value).toLowerCase()])),
      );
    });

    it('takes one fresh token when the one at hand has expired', async () => {
      await write(makeLead());
      await crm.trouble('tokens-expired');
      const before = await crm.calls();
      await write(makeLead());
      const { write: each, signIn } = crm.callsEach;
      expect((await crm.calls()) - before).toBe(signIn > 0 ? 1 + signIn + each : each);
    });

    it('signs in once for all who wait', async () => {
      const { write: each, signIn } = crm.callsEach;
      await crm.trouble('tokens-expired');
      const before = await crm.calls();
      await Promise.all([write(makeLead()), write(makeLead()), write(makeLead())]);
      expect((await crm.calls()) - before).toBeLessThanOrEqual(signIn + 3 * (each + 1));
    });

    it('gives up after two refused tokens', async () => {
      const own = crm.account();
      expect(await crm.connector.upsertLead(own, makeLead())).toMatchObject({ kind: 'done' });
      await crm.trouble('all-tokens-refused');
      const before = await crm.calls();
      expect(await crm.connector.upsertLead(own, makeLead())).toMatchObject({ kind: 'unauthorized' });
      expect((await crm.calls()) - before).toBeLessThanOrEqual(2 + crm.callsEach.signIn);
    });

    it('says that credentials were revoked, and takes them again once they are not', async () => {
      const own = crm.account();
      expect(await crm.connector.upsertLead(own, makeLead())).toMatchObject({ kind: 'done' });
      await crm.trouble('credentials-revoked');
      expect(await crm.connector.upsertLead(own, makeLead())).toMatchObject({ kind: 'unauthorized' });
      await crm.mend();
      expect(await crm.connector.upsertLead(own, makeLead())).toMatchObject({ kind: 'done' });
    });

    it('does not use the token of credentials that were replaced', async () => {
      await write(makeLead());
      const replaced = { ...crm.accountWithWrongCredentials(), connectionId: account.connectionId };
      expect(await crm.connector.upsertLead(replaced, makeLead())).toMatchObject({ kind: 'unauthorized' });
    });

    it.each([
      'unavailable',
      'unavailable-after-the-write',
      'cut-body',
      'page-instead-of-answer',
      'reset',
      'hang',
      'too-many-calls-without-saying-until-when',
      'locked',
    ] as const)('calls %s something that may pass, and has one record after it was written again', async (kind) => {
      const [own, lead] = [crm.account(), makeLead({ company: `Company ${kind} ${randomUUID()}` })];
      await crm.trouble(kind);
      await expect(crm.connector.upsertLead(own, lead)).rejects.toBeInstanceOf(TransientError);
      await crm.mend();
      const again = await crm.connector.upsertLead(own, lead);
      expect(again).toMatchObject({ kind: 'done' });
      expect((await crm.leads()).filter(({ text }) => text.includes(lead.company ?? ''))).toHaveLength(1);
    });

    it('waits for an answer that is slow', async () => {
      await crm.trouble('slow');
      expect(await crm.connector.upsertLead(account, makeLead())).toMatchObject({ kind: 'done' });
    });

    it('says when to come again where the CRM says so', async () => {
      await crm.trouble('too-many-calls');
      await expect(crm.connector.upsertLead(crm.account(), makeLead())).rejects.toMatchObject({
        name: 'TransientError',
        retryAfterMs: 7000,
      });
    });

    it.each([
      ['refused-value', 'rejected'],
      ['quota-used-up', 'limited'],
    ] as const)('calls %s %s, in words without what was sent', async (kind, refusal) => {
      await crm.trouble(kind);
      const outcome = await crm.connector.upsertLead(crm.account(), makeLead());
      expect(outcome).toMatchObject({ kind: refusal, error: expect.any(String) });
      expect(JSON.stringify(outcome)).not.toMatch(/Fischer|ada@|1234567/);
    });

    it('writes many leads that come together, each once and each with an outcome of its own', async () => {
      const leads = Array.from({ length: 30 }, () => makeLead({ email: `${randomUUID()}@fischer.example` }));
      const twice = leads.flatMap((lead) => [lead, { ...lead, points: 90 }]);
      const before = await crm.calls();
      const outcomes = await Promise.all(twice.map((lead) => crm.connector.upsertLead(account, lead)));
      expect((await crm.calls()) - before).toBeLessThan(leads.length);
      const ids = outcomes.map((outcome) => (outcome.kind === 'done' ? outcome.externalId : outcome.kind));
      expect(new Set(ids).size).toBe(leads.length);
      for (const [index, id] of ids.entries()) expect(id).toBe(ids[index - (index % 2)]);
      // the later of two writes of one lead is the one that stands
      expect((await leadsOf(ids[0] ?? ''))[0]?.text).toContain('90');
    });

    it('ends a call that its caller aborts', async () => {
      const controller = new AbortController();
      controller.abort(new Error('stopped'));
      await expect(crm.connector.upsertLead(account, makeLead(), controller.signal)).rejects.toThrow('stopped');
    });
  });
};
