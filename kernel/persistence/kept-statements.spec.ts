import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import { roleOf, schemaOf, type TenantId } from '../tenancy/tenant.ts';
import { makeTestInstallation, type TestInstallation } from '../testing/test-installation.ts';
import { beginInOneTrip } from './begin-in-one-trip.ts';
import { quoted } from './kept-statements.ts';
import { held, kept, last } from './trip.ts';

let test: TestInstallation;
let tenant: TenantId;
let sent: string[];
let client: pg.PoolClient;
let table: string;

beforeAll(async () => {
  test = await makeTestInstallation([]);
  [tenant] = test.tenants;
  table = `"${schemaOf(tenant)}".subject_key`;
});
afterAll(() => test.close());
beforeEach(async () => {
  const pool = (await ctx().em.getConnection().getNativeClient()) as pg.Pool;
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

const ctx = () => test.installation.platform.enter(tenant, { kind: 'system', id: 'spec', scopes: new Set() });
const begin = async (): Promise<void> => {
  await client.query('begin');
  await client.query(`set local role "${roleOf(tenant)}"`);
};
const inTransaction = async (sql: string, values: unknown[] = []): Promise<unknown[]> => {
  await begin();
  const { rows } = await client.query(last(kept(sql)), values);
  await client.query('commit');
  return rows as unknown[];
};
const preparedOnServer = async (): Promise<number> => {
  const { rows } = await client.query<{ n: number }>(
    "select count(*)::int as n from pg_prepared_statements where name like 'kept_%'",
  );
  return rows[0]?.n ?? 0;
};
const insert = (id: string) =>
  `insert into ${table} (subject_id, wrapped) values ('0193fd6e-0000-7000-8000-0000000000${id}', 'x')`;
const count = () => ctx().em.execute(`select count(*)::int as n from ${table}`);

it('a kept statement is prepared once for its connection, and runs in the role, in one trip with its whole transaction', async () => {
  const ask = () => inTransaction('select current_user as role, $1::int as n', [7]);
  const answer = [{ role: roleOf(tenant), n: 7 }];
  expect([await ask(), await ask()]).toEqual([answer, answer]);
  expect(sent).toHaveLength(2);
  expect(sent.map((text) => text.includes('prepare '))).toEqual([true, false]);
});

it.each([
  ['text', 'it\'s \\ a "text" with $1 and ; and é'],
  ['int', -3],
  ['boolean', true],
  ['text', null],
  ['bytea', Buffer.from([0, 39, 92, 255])],
  ['float8', 0.1],
  ['jsonb', { a: ["'", '\\', null] }],
  ['text[]', ['a"b', 'c\\d', "e'f", '', 'NULL', '{,}', null]],
  ['bytea[]', [Buffer.from([1, 92]), Buffer.from([34])]],
  ['uuid[]', []],
] as [string, unknown][])('a value of a kept statement arrives as it was given: %s', async (type, value) => {
  expect(await inTransaction(`select $1::${type} as v`, [value])).toEqual([{ v: value }]);
});

it('a value that would end the text early is refused, and the statement can be used again', async () => {
  await begin();
  await expect(client.query(kept('select $1::text as v'), ['a\0b'])).rejects.toThrow('zero byte');
  // also where the caller goes on
  await client.query('select 1');
  await client.query('commit');
  expect(await inTransaction('select $1::text as v', ['ab'])).toEqual([{ v: 'ab' }]);
});

it('a kept statement stays over a rollback, and comes again where its first use failed', async () => {
  const ask = (n: number) => inTransaction('select 6 / $1::int as n', [n]);
  expect(await ask(2)).toEqual([{ n: 3 }]);
  const failed = async () => {
    await expect(ask(0)).rejects.toThrow('division by zero');
    await client.query('rollback');
  };
  await failed();
  expect(await ask(3)).toEqual([{ n: 2 }]);
  expect(await preparedOnServer()).toBe(1);
  await expect(inTransaction('select 1 / $1::int as n', [0])).rejects.toThrow('division by zero');
  await client.query('rollback');
  expect(await inTransaction('select 1 / $1::int as n', [1])).toEqual([{ n: 1 }]);
  expect(await ask(6)).toEqual([{ n: 1 }]);
  expect(await preparedOnServer()).toBe(2);
});

it('a statement whose answer has another shape since is told once, and works again', async () => {
  const probe = `"${schemaOf(tenant)}".shape`;
  await test.asOwner(`create table ${probe} (a int)`);
  await test.asOwner(`grant select on ${probe} to "${roleOf(tenant)}"`);
  const ask = () => inTransaction(`select * from ${probe}`);
  expect(await ask()).toEqual([]);
  await test.asOwner(`alter table ${probe} add column b int`);
  await expect(ask()).rejects.toThrow('cached plan');
  await client.query('rollback');
  expect(await ask()).toEqual([]);
});

it('one connection keeps a bounded number of them', async () => {
  for (let n = 0; n < 150; n++) await inTransaction(`select ${n} as n`);
  expect(await preparedOnServer()).toBe(120);
  expect(await inTransaction('select 0 as n')).toEqual([{ n: 0 }]);
});

it('a held statement goes with the next one, with the commit where none follows, and nowhere with a rollback', async () => {
  await begin();
  await client.query(held(insert('01')));
  expect(sent).toEqual([]);
  expect((await client.query(`select count(*)::int as n from ${table}`)).rows).toEqual([{ n: 1 }]);
  await client.query(held(kept(`delete from ${table} where wrapped = $1`)), [Buffer.from('x')]);
  expect(sent).toHaveLength(1);
  await client.query('commit');
  expect(sent).toHaveLength(2);
  expect(await count()).toEqual([{ n: 0 }]);
  await begin();
  await client.query(held(kept(`delete from ${table} where wrapped = $1 and 1 = 1`)), [Buffer.from('x')]);
  await client.query('rollback');
  expect(sent).toHaveLength(2);
  // what was dropped with it is prepared when it is sent
  await begin();
  await client.query(held(kept(`delete from ${table} where wrapped = $1 and 1 = 1`)), [Buffer.from('x')]);
  await client.query('commit');
  expect(sent).toHaveLength(3);
});

it('a transaction whose held statement fails does not commit', async () => {
  await begin();
  await client.query(held(insert('02')));
  await client.query(held(insert('02')));
  await expect(client.query('commit')).rejects.toThrow('duplicate key');
  await client.query('rollback').catch(() => {});
  expect(await count()).toEqual([{ n: 0 }]);
});

it('the last statement commits, all or nothing, and none follows it', async () => {
  await begin();
  await client.query(held(insert('03')));
  await expect(client.query(last('select 1 / 0'))).rejects.toThrow('division by zero');
  await client.query('rollback');
  expect(await count()).toEqual([{ n: 0 }]);
  await begin();
  await client.query(held(insert('03')));
  expect((await client.query(last('select 5 as n'))).rows).toEqual([{ n: 5 }]);
  await expect(client.query('select 6')).rejects.toThrow('after the last one');
  await client.query('commit');
  expect(await count()).toEqual([{ n: 1 }]);
});

it('through MikroORM a kept statement keeps its placeholders, and neither changes the role nor is two', async () => {
  const { em } = ctx();
  expect(await em.execute(kept(`select ?::int + ?::int as n, '{"a":1}'::jsonb \\? 'a' as has`), [1, 2])).toEqual([
    { n: 3, has: true },
  ]);
  const at = new Date('2026-02-03T04:05:06.789Z');
  expect(await em.execute(kept('select extract(epoch from ?::timestamptz)::float8 as s'), [at])).toEqual([
    { s: at.getTime() / 1000 },
  ]);
  await expect(em.execute(kept('set role parley_platform'), [])).rejects.toThrow('could change the role');
  await expect(em.execute(kept('select 1; select 2'), [])).rejects.toThrow('one statement');
  // what stands in quotes here stands in none once the placeholder is numbered
  const hidden = kept('select $?$$; set role parley_tenant -- $$');
  await expect(em.execute(hidden, ['x'])).rejects.toThrow('could change the role');
});

it('a comment at the end of a text swallows nothing that follows it', async () => {
  await begin();
  await client.query(held(`${insert('04')} -- why`));
  expect((await client.query(kept('select 1 as n -- why'))).rows).toEqual([{ n: 1 }]);
  expect((await client.query(last('select 2 as n -- why'))).rows).toEqual([{ n: 2 }]);
  await client.query('commit');
  expect((await client.query('select current_user as role')).rows).toEqual([{ role: 'parley_app' }]);
  const { em } = ctx();
  await em.execute(`${insert('05')} -- outside of a transaction`);
  expect(await em.execute(`select count(*)::int as n from ${table} where subject_id::text ~ '0[45]$'`)).toEqual([{ n: 2 }]);
});

it('a held statement that is two is refused: its second answer would be taken for the next one’s', async () => {
  await begin();
  await expect(client.query(held(`${insert('06')}; ${insert('07')}`))).rejects.toThrow('one statement');
  await client.query('rollback');
});

it('the last statement of an inner transaction commits nothing of the outer one', async () => {
  const before = await count();
  await begin();
  await client.query(insert('08'));
  await client.query('savepoint "trx1"');
  expect((await client.query(last(kept('select 8 as n')))).rows).toEqual([{ n: 8 }]);
  await client.query('release savepoint "trx1"');
  await client.query('rollback');
  expect(await count()).toEqual(before);
});

it('a transaction whose failure was caught does not pass for a committed one', async () => {
  const { em } = ctx();
  const work = em.transactional(async (tx) => {
    await tx.execute(held(insert('09')));
    await tx.execute(held(insert('09')));
    await tx.execute('select 1').catch(() => {});
  });
  await expect(work).rejects.toThrow('was not committed');
  expect(await em.execute('select current_user as role')).toEqual([{ role: roleOf(tenant) }]);
});

it('one connection serves two tenants, and neither with the other’s rights', async () => {
  const [one, other] = test.tenants;
  const as = async (of: TenantId, sql: string, values: unknown[] = []) => {
    await client.query('begin');
    await client.query(`set local role "${roleOf(of)}"`);
    return client.query(last(kept(sql)), values);
  };
  const ask = `select count(*)::int >= 0 as is from ${table}`;
  expect((await as(one, ask)).rows).toEqual([{ is: true }]);
  await client.query('commit');
  await expect(as(other, ask)).rejects.toThrow('permission denied');
  await client.query('rollback');
  for (const of of [one, other]) {
    expect((await as(of, 'select current_user::text as role where current_user = $1', [roleOf(of)])).rows).toHaveLength(1);
    await client.query('commit');
  }
});

it('a text of somebody’s that looks like a word of ours is a text', async () => {
  for (const word of ['kept', 'held', 'last', 'alone'])
    await ctx().em.transactional(async (tx) => {
      const text = `it's \\ /* ${word} */`;
      expect(await tx.execute('select ?::text as v, ? as w', [text, text])).toEqual([{ v: text, w: text }]);
      expect(await tx.execute(kept('select ?::text as v'), [text])).toEqual([{ v: text }]);
    });
});

it('a value is written into a statement as the driver would write it, whatever stands in it', () => {
  const signs = ["'", '\\', 'a', '$', '"', '\n', '😀', '$&', '--'];
  for (let length = 0; length < 4; length++)
    for (let n = 0; n < signs.length ** length; n++) {
      const text = Array.from({ length }, (_, at) => signs[Math.floor(n / signs.length ** at) % signs.length]).join('');
      expect(quoted(text)).toBe(pg.escapeLiteral(text));
    }
});
