import { afterAll, beforeAll, expect, it } from 'vitest';
import { roleOf, schemaOf } from '../tenancy/tenant.ts';
import { makeTestTenant, type TestTenant } from '../testing/test-tenant.ts';
let test: TestTenant; let foreign: string; let other: string;
beforeAll(async () => {
  test = await makeTestTenant([]);
  foreign = schemaOf(test.other().tenant); other = roleOf(test.other().tenant);
  await test.other().vault.seal('0193fd6e-0000-7000-8000-000000000001', { table: 't', column: 'c', rowId: '1' }, 'x');
});
afterAll(() => test.close());
it('x', async () => {
  const trials: string[] = [
    `set local "role" = '${other}'`, `set "role" to '${other}'`, `set local U&"\\0072ole" = '${other}'`,
    `set local U&"!0072ole" UESCAPE '!' = '${other}'`,
    `set /* /* */ */ role "${other}"`, `set local/**/role "${other}"`, `set /* a /* b */ c */ local role "${other}"`,
    `reset "role"`, `reset U&"r\\006fle"`, `commit; set "role" = '${other}'`, `set session "role" = '${other}'`,
    `update pg_settings set setting = '${other}' where name = 'role'`,
    `select pg_catalog."set_config"('role', '${other}', true)`, `select pg_catalog.U&"set\\005fconfig"('role', '${other}', true)`,
    `alter role "${roleOf(test.tenant)}" set role = '${other}'`, `alter database current set role='x'`,
    `create function "${schemaOf(test.tenant)}".f() returns int language sql as 'select 1'`,
    `prepare x as select 1; execute x`, `select lo_create(0)`, `select pg_advisory_lock(1)`, `select pg_advisory_lock(hashtext('parley.sequencer'))`,
    `listen parley`, `notify parley, 'work'`, `select pg_notify('parley', 'x')`,
    `select query, application_name, usename from pg_stat_activity`, `select * from pg_stats where schemaname = '${foreign}'`,
    `select count(*) from pg_statistic`, `copy "${foreign}".subject_key to stdout`, `show role`, `select current_setting('role')`,
    `select pg_read_file('PG_VERSION')`, `select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()`,
    `select pg_cancel_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()`,
    `set session authorization default`, `set "session_authorization" = default`, `set local search_path = "${foreign}"`,
    `set constraints all deferred`, `reset all`, `declare c cursor for select 1; fetch all from c`, `lock table platform.event`,
    `select * from pg_largeobject_metadata`, `select currtid2('${foreign}.subject_key', '(0,1)')`,
    `select has_table_privilege('parley_owner', '${foreign}.subject_key', 'select')`,
    `select pg_relation_size('"${foreign}".subject_key')`, `select n_live_tup from pg_stat_user_tables where schemaname='${foreign}'`,
    `select query_to_xml('select 1', true, true, '')`, `select pg_catalog.query_to_xml('set role "${other}"', true, true, '')`,
    `select database_to_xml(true,true,'')`, `select schema_to_xml('${foreign}', true,true,'')`,
    `savepoint a; set local "role" = '${other}'; release savepoint a`,
    `rollback; select * from platform.tenant_key`,
    `commit; begin; set local "role"='${other}'`,
  ];
  for (const sql of trials) {
    let out: string;
    try {
      out = await test.ctx().em.transactional(async (em) => {
        const r = await em.execute(sql);
        let who = '', leak = '';
        try { who = JSON.stringify(await em.execute('select current_user as u, session_user as s')); } catch (e) { who = (e as Error).message.split('\n')[0]!; }
        try { leak = JSON.stringify(await em.execute(`select count(*) from "${foreign}".subject_key`)); } catch (e) { leak = (e as Error).message.slice(-80); }
        return `OK ${JSON.stringify(r)?.slice(0, 300)} who=${who} LEAK? ${leak}`;
      });
    } catch (e) { out = 'refused: ' + (e as Error).message.split('\n').at(-1)!.slice(-120); }
    console.log(sql.padEnd(70).slice(0, 110), '=>', out);
  }
  expect(1).toBe(1);
});
