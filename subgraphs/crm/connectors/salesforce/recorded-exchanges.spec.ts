import { Connection } from 'jsforce/lib/connection.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TransientError } from '#kernel/errors/delivery-error.ts';
import { NO_PAYLOADS, payload } from '#kernel/testing/shared-payloads.ts';
import { makeLead } from '../../testing/crm-records.ts';
import { openSalesforceFixture, SalesforceStandIn } from '../../testing/salesforce-fixture.ts';
import type { CrmFixture } from '../crm-connector.contract.ts';
import { salesforceConnector } from './salesforce-connector.ts';
import { AbortableTransport } from './transport.ts';

interface CatalogRow {
  readonly when: string;
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body: unknown;
}

interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly request: { readonly data?: unknown };
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly response: unknown;
}

const read = <T>(file: string): T => JSON.parse(payload(`salesforce/${file}`).toString('utf8')) as T;
const skip = NO_PAYLOADS === null ? '' : ` (${NO_PAYLOADS})`;
const catalog = NO_PAYLOADS === null ? read<CatalogRow[]>('errors-catalog.json') : [];

/** What a lead comes to when its write is answered like that; null: it is thrown, because it may pass. */
const OUTCOMES: Readonly<Record<string, { kind: string; error?: unknown } | null>> = {
  'session expired': { kind: 'unauthorized' },
  'daily API limit': { kind: 'limited', error: 'REQUEST_LIMIT_EXCEEDED' },
  'concurrent limit': null,
  'row lock': null,
  'duplicate rule': { kind: 'conflict', error: expect.stringContaining('DUPLICATES_DETECTED') },
  'ext id field missing': { kind: 'rejected', error: 'NOT_FOUND' },
  'two records share the ext id': { kind: 'conflict' },
  'required field': { kind: 'rejected', error: 'REQUIRED_FIELD_MISSING (Company)' },
  'lead already converted': { kind: 'conflict', error: expect.stringContaining('CANNOT_UPDATE_CONVERTED_LEAD') },
  'refresh token revoked': { kind: 'unauthorized', error: 'invalid_grant' },
  'jwt user not approved': { kind: 'unauthorized', error: 'invalid_grant' },
  maintenance: null,
  'html page': null,
};
const OF_SIGN_IN = new Set(['refresh token revoked', 'jwt user not approved']);
/** A row's own answer: it is for those that are written together. */
const OF_ROWS = 'collections row';

describe.skipIf(NO_PAYLOADS)(`what is known of Salesforce${skip}`, () => {
  let crm: CrmFixture;
  let salesforce: SalesforceStandIn;
  beforeAll(async () => {
    crm = await openSalesforceFixture();
    salesforce = await SalesforceStandIn.start();
  });
  afterEach(() => salesforce.mend());
  afterAll(async () => {
    await crm.close();
    await salesforce.close();
  });

  const connector = () => salesforceConnector(salesforce.url, { callMs: 800, lockRetryMs: 1 });

  it('is all looked at', () => {
    expect(new Set(catalog.map(({ when }) => when))).toEqual(new Set([...Object.keys(OUTCOMES), OF_ROWS]));
  });

  it.each(catalog.filter(({ when }) => when !== OF_ROWS))(
    '$when ($status) is told apart',
    async ({ when, status, headers, body }) => {
      const match = OF_SIGN_IN.has(when) ? { path: '/services/oauth2/token' } : { method: 'PATCH' };
      await salesforce.fault({ match, status, body, ...(headers && { headers }) });
      const written = connector().upsertLead(crm.account(), makeLead());
      const expected = OUTCOMES[when];
      if (expected) expect(await written).toMatchObject(expected);
      else await expect(written).rejects.toBeInstanceOf(TransientError);
    },
  );

  it('a row of a collection is told apart from its neighbours, and written again alone', async () => {
    const rows = catalog.find(({ when }) => when === OF_ROWS)?.body as unknown[];
    const own = connector();
    const account = crm.account();
    const saved = { id: '00QPx000000000AMAQ', success: true, errors: [], created: true };
    // the first goes alone and is told nothing of collections; the others go together
    await salesforce.fault({ match: { method: 'PATCH', path: '/composite/sobjects/' }, status: 200, body: [rows[0], saved] });
    const outcomes = await Promise.all([1, 2, 3].map(() => own.upsertLead(account, makeLead({ email: null }))));
    expect(outcomes).toMatchObject([{ kind: 'done' }, { kind: 'done' }, { kind: 'done', externalId: saved.id }]);
    const writes = (await salesforce.wholeJournal()).filter(({ method }) => method === 'PATCH').slice(-3);
    expect(writes.map(({ path }) => String(path).includes('/composite/'))).toEqual([false, true, false]);
  });

  it.each(['nango-create-record.json', 'nango-create-sobject-collection.json', 'nango-get-limits.json'])(
    '%s goes through the SDK as it was recorded',
    async (file) => {
      const [exchange] = read<Exchange[]>(file);
      if (!exchange) throw new Error(`${file} is empty`);
      const { method, path, request, status, headers, response } = exchange;
      await salesforce.fault({ match: { method, path: path.replace(/\/$/, '') }, status, headers, body: response });
      const version = /\/v(\d+\.\d)\//.exec(path)?.[1] ?? '';
      const connection = new Connection({ instanceUrl: salesforce.url, accessToken: 'recorded', version });
      connection._transport = new AbortableTransport(AbortSignal.timeout(5_000));
      const data = request.data as { records?: Record<string, unknown>[] } | undefined;
      const answer = file.includes('limits')
        ? await connection.limits()
        : data?.records
          ? await connection.sobject('Account').create(data.records.map(({ attributes: _, ...fields }) => fields))
          : await connection.sobject('Account').create(request.data as Record<string, unknown>);
      expect(answer).toEqual(response);
      const used = /api-usage=(\d+)\/(\d+)/.exec(headers['sforce-limit-info'] ?? '');
      expect(connection.limitInfo.apiUsage).toEqual({ used: Number(used?.[1]), limit: Number(used?.[2]) });
      if (data) expect((await salesforce.wholeJournal()).at(-1)?.['request']).toMatchObject(data);
    },
  );
});
