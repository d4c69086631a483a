import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { roleOf, schemaOf } from '../tenancy/tenant.ts';
import { makeTestTenant, type TestTenant } from '../testing/test-tenant.ts';
import { beginInOneTrip } from './begin-in-one-trip.ts';
import { ALONE } from './trip.ts';

describe('a transaction of a tenant', () => {
  let test: TestTenant;
  let sent: string[];
  let client: pg.PoolClient;
  const begin = async (): Promise<void> => {
    await client.query('begin');
    await client.query(`set local role "${roleOf(test.tenant)}"`);
  };

  beforeAll(async () => {
    test = await makeTestTenant([]);
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    const pool = (await test.ctx().em.getConnection().getNativeClient()) as pg.Pool;
    client = new pg.Client(pool.options) as unknown as pg.PoolClient;
    await client.connect();
    onTestFinished(() => (client as unknown as pg.Client).end());
    sent = [];
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    client.query = ((...args: unknown[]) => {
      sent.push(String(args[0]));
      return query(...args);
    }) as typeof client.query;
    beginInOneTrip(client);
  });

  it('opens with its first statement, in the role', async () => {
    await begin();
    expect(sent).toEqual([]);
    const { rows } = await client.query('select current_user as role');
    expect(rows).toEqual([{ role: roleOf(test.tenant) }]);
    expect(sent).toHaveLength(1);
    await client.query('commit');
    expect((await client.query('select current_user as role')).rows).toEqual([{ role: 'parley_app' }]);
  });

  it('is one transaction over its statements, and nothing of it stays after a rollback', async () => {
    const table = `"${schemaOf(test.tenant)}".subject_key`;
    await begin();
    await client.query(`insert into ${table} (subject_id, wrapped) values ('0193fd6e-0000-7000-8000-00000000000a', 'x')`);
    expect((await client.query(`select count(*)::int as n from ${table}`)).rows).toEqual([{ n: 1 }]);
    await client.query('rollback');
    await begin();
    expect((await client.query(`select count(*)::int as n from ${table}`)).rows).toEqual([{ n: 0 }]);
    await client.query('rollback');
  });

  it('is one trip with its commit where exactly one statement is in it', async () => {
    const table = `"${schemaOf(test.tenant)}".subject_key`;
    const beginAlone = async (): Promise<void> => {
      await client.query('begin');
      await client.query(`set local role "${roleOf(test.tenant)}"${ALONE}`);
    };
    await beginAlone();
    const inserted = await client.query(
      `insert into ${table} (subject_id, wrapped) values ('0193fd6e-0000-7000-8000-00000000000b', 'x')`,
    );
    expect(inserted).toMatchObject({ command: 'INSERT', rowCount: 1 });
    await client.query('commit');
    expect(sent).toHaveLength(1);
    expect(await test.ctx().em.execute(`select count(*)::int as n from ${table}`)).toEqual([{ n: 1 }]);
    // one that fails is rolled back, and the connection is free for the next
    await beginAlone();
    await expect(client.query('select 1 / 0')).rejects.toThrow('division by zero');
    await client.query('rollback');
    expect((await client.query('select current_user as role')).rows).toEqual([{ role: 'parley_app' }]);
    // a second one is refused: it would run without the role
    await beginAlone();
    await client.query('select 1');
    await expect(client.query('select 2')).rejects.toThrow('a second statement');
  });

  it('answers one statement with its result and several with a list, as the driver does', async () => {
    await begin();
    expect(await client.query('select 1 as n; select 2 as n')).toMatchObject([{ rows: [{ n: 1 }] }, { rows: [{ n: 2 }] }]);
    await client.query('rollback');
    await begin();
    expect(await client.query('select $1::int as n', [3])).toMatchObject({ rows: [{ n: 3 }] });
    await client.query('rollback');
  });

  it('sends nothing when nothing was done in it', async () => {
    await begin();
    await client.query('commit');
    await begin();
    await client.query('rollback');
    expect(sent).toEqual([]);
  });

  it('fails with its first statement, and the connection can be used again', async () => {
    await begin();
    await expect(client.query('select nonsense')).rejects.toThrow(/nonsense/);
    await client.query('rollback');
    await begin();
    await expect(client.query('not even sql')).rejects.toThrow(/syntax/);
    await client.query('rollback');
    expect((await client.query('select current_user as role')).rows).toEqual([{ role: 'parley_app' }]);
  });

  it('takes no role that is not a tenant’s', async () => {
    await client.query('begin');
    await expect(client.query('set local role "parley_owner"')).rejects.toThrow(/permission denied/);
    await client.query('rollback');
  });
});
