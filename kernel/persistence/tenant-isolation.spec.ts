import { defineEntity, p } from '@mikro-orm/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roleOf, schemaOf } from '../tenancy/tenant.ts';
import { makeTestTenant, type TestTenant } from '../testing/test-tenant.ts';

const SubjectKey = defineEntity({
  name: 'SubjectKey',
  tableName: 'subject_key',
  schema: '*',
  properties: { subjectId: p.uuid().primary(), wrapped: p.blob(), createdAt: p.datetime() },
});

describe('a tenant in the database', () => {
  let test: TestTenant;
  let foreign: string;

  beforeAll(async () => {
    test = await makeTestTenant([
      { name: 'probe', resolvers: [], entities: [SubjectKey], migrations: new URL('./no-such-folder/', import.meta.url) },
    ]);
    foreign = schemaOf(test.other().tenant);
    await test.other().vault.seal('0193fd6e-0000-7000-8000-000000000001', { table: 't', column: 'c', rowId: '1' }, 'x');
  });
  afterAll(() => test.close());

  const run = (sql: string): Promise<unknown> => test.ctx().em.execute(sql);

  it('reads its own tables', async () => {
    await expect(run('select count(*)::int as n from subject_key')).rejects.toThrow(); // no search path: tables are named with their schema
    await expect(run(`select count(*)::int as n from "${schemaOf(test.tenant)}".subject_key`)).resolves.toEqual([{ n: 0 }]);
  });

  it('reads no other tenant by raw SQL, by a schema override or by the query builder', async () => {
    await expect(run(`select * from "${foreign}".subject_key`)).rejects.toThrow(/permission denied/);
    await expect(test.ctx().em.find(SubjectKey, {}, { schema: foreign })).rejects.toThrow(/permission denied/);
    await expect(test.ctx().em.transactional((em) => em.execute(`select * from "${foreign}".subject_key`))).rejects.toThrow(
      /permission denied/,
    );
    await expect(test.ctx().em.getConnection().execute(`select * from "${foreign}".subject_key`)).rejects.toThrow(
      /permission denied/,
    );
  });

  it.each([
    'reset role',
    'RESET  ROLE',
    'set role parley_owner',
    'set local role parley_owner',
    'set /* x */ session authorization parley_owner',
    'select 1; set -- x\n local role parley_owner',
    "select set_config('role', 'parley_owner', true)",
    'discard all',
    "do $$ begin execute 'se'||'t role parley_owner'; end $$",
    // spelled so that the foreign tenant's role is really taken where nothing refuses it
    `set local "role" = 'OTHER'`,
    `set local U&"\\0072ole" = 'OTHER'`,
    `set local U&"!0072ole" UESCAPE '!' = 'OTHER'`,
    'set /* /* */ */ local role "OTHER"',
    `commit; set session "role" = 'OTHER'`,
    `reset "role"; select 1`,
    `select 1; set "role" to 'OTHER'`,
    `update pg_settings set setting = 'OTHER' where name = 'role'`,
    `select pg_catalog.U&"set\\005fconfig"('role', 'OTHER', true)`,
  ])('cannot leave its role by %j', async (sql) => {
    await expect(
      test.ctx().em.transactional(async (em) => {
        await em.execute(sql.replace('OTHER', roleOf(test.other().tenant)));
        return em.execute(`select * from "${foreign}".subject_key`);
      }),
    ).rejects.toThrow();
    await expect(run(sql)).rejects.toThrow();
  });

  it('cannot leave its role past the guard either: the database refuses DO blocks and set_config', async () => {
    const pool = (await test.ctx().em.getConnection().getNativeClient()) as import('pg').Pool;
    for (const sql of [
      "do $$ begin execute 'reset role'; end $$",
      "select set_config('role', 'none', true)",
      'create temporary table t (i int)',
      'create table public.t (i int)',
    ]) {
      const client = await pool.connect();
      await client.query(`begin; set local role "${roleOf(test.tenant)}"`);
      await expect(client.query(sql), sql).rejects.toThrow(/permission denied/);
      await client.query('rollback');
      client.release();
    }
  });

  it.each([
    `select pg_try_advisory_lock(hashtext('parley.sequencer'))`,
    `select pg_advisory_xact_lock_shared(1, 2)`,
    `select pg_notify('parley', 'work')`,
    `select lo_from_bytea(0, 'x')`,
  ])('can neither hold up nor meet the others by what all roles share: %j', async (sql) => {
    await expect(run(sql)).rejects.toThrow(/permission denied/);
  });

  it('sees nothing of the schema platform', async () => {
    await expect(run('select * from platform.event')).rejects.toThrow(/permission denied/);
    await expect(run('select * from platform.tenant_key')).rejects.toThrow(/permission denied/);
  });
});
