import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLogger } from '#kernel/telemetry/logger.ts';
import { isRunning } from './embedded-postgres/processes.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';

const logger = createLogger({ level: 'silent', name: 'spec' });
const patience = { timeout: 20_000, interval: 10 };

let dataDir: string;
let children: ChildProcess[];
let handles: EmbeddedPostgres[];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'parley-pg-'));
  chmodSync(dataDir, 0o755);
  children = [];
  handles = [];
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(children.map((child) => (child.exitCode === null && child.signalCode === null ? once(child, 'exit') : null)));
  await Promise.all(handles.map((handle) => handle.stop()));
  // A server that only killed processes used is stopped by one more that comes and goes.
  if (existsSync(join(dataDir, 'postgres/data/postmaster.pid'))) await (await start()).stop();
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

const start = async (): Promise<EmbeddedPostgres> => {
  const handle = await startEmbeddedPostgres({ dataDir, logger });
  handles.push(handle);
  return handle;
};

const connect = async (postgres: EmbeddedPostgres): Promise<Client> => {
  const client = new Client({ connectionString: postgres.url() });
  client.on('error', () => undefined);
  await client.connect();
  return client;
};

const query = async (postgres: EmbeddedPostgres, sql: string): Promise<unknown[]> => {
  const client = await connect(postgres);
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
};

/** Another process of ours that starts or joins the server, prints its process id and stays. */
const spawnUser = (): { child: ChildProcess; postmaster: Promise<number> } => {
  const script = `
    import { startEmbeddedPostgres } from '#kernel/persistence/embedded-postgres.ts';
    import { createLogger } from '#kernel/telemetry/logger.ts';
    const postgres = await startEmbeddedPostgres({ dataDir: process.argv[1], logger: createLogger({ level: 'silent', name: 'spec' }) });
    console.log(postgres.pid);
    process.stdin.resume();
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, dataDir], {
    cwd: new URL('.', import.meta.url),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines = createInterface({ input: child.stdout });
  return { child, postmaster: once(lines, 'line').then(([line]) => Number(line)) };
};

const kill = async (pid: number): Promise<void> => {
  process.kill(pid, 'SIGKILL');
  await vi.waitFor(() => expect(isRunning(pid)).toBe(false), patience);
};

describe('startEmbeddedPostgres', () => {
  it('makes a UTF-8 database that only its owner’s password opens, on loopback only', async () => {
    const postgres = await start();
    expect(postgres.adopted).toBe(false);
    expect(
      await query(
        postgres,
        `select current_user, current_database(), pg_encoding_to_char(encoding), datlocprovider::text, datlocale
         from pg_database where datname = current_database()`,
      ),
    ).toEqual(['parley_owner', 'parley', 'UTF8', 'b', 'C.UTF-8']);
    expect(await query(postgres, `select current_setting('listen_addresses'), current_setting('fsync')`)).toEqual([
      '127.0.0.1',
      'on',
    ]);
    expect(await query(postgres, `select distinct auth_method from pg_hba_file_rules`)).toEqual(['scram-sha-256']);
    expect(statSync(join(dataDir, 'postgres/owner.secret')).mode & 0o777).toBe(0o600);
    const stranger = new Client({ connectionString: postgres.url('parley', 'parley_owner', 'guess') });
    await expect(stranger.connect()).rejects.toThrow('password authentication failed');
    await postgres.stop();
    expect(isRunning(postgres.pid)).toBe(false);
  });

  it('answers on its Unix socket by the address that it gives, and on loopback', async () => {
    const postgres = await start();
    const address = async (connectionString: string): Promise<unknown> => {
      const client = new Client({ connectionString });
      await client.connect();
      const { rows } = await client.query('select host(inet_client_addr()) as address');
      await client.end();
      return rows[0]?.address;
    };
    expect(await address(postgres.url())).toBeNull();
    const loopback = new URL(postgres.url());
    loopback.search = '';
    expect(await address(loopback.toString())).toBe('127.0.0.1');
  });

  it('runs in a folder that only its owner may enter, also for root, as whom PostgreSQL refuses to run', async () => {
    chmodSync(dataDir, 0o700);
    const first = await start();
    await query(first, 'create table kept (n int)');
    await kill(first.pid);
    const second = await start();
    expect(await query(second, 'select count(*)::int from kept')).toEqual([0]);
    expect((await start()).adopted).toBe(true);
  });

  it('joins the server that another process runs, and leaves it running for that one', async () => {
    const other = await spawnUser().postmaster;
    const postgres = await start();
    expect(postgres).toMatchObject({ pid: other, adopted: true });
    await postgres.stop();
    expect(isRunning(other)).toBe(true);
  });

  it('makes one server of several starts at once on an empty folder', async () => {
    const users = [spawnUser(), spawnUser(), spawnUser()];
    const postmasters = await Promise.all(users.map((user) => user.postmaster));
    expect(new Set(postmasters).size).toBe(1);
  });

  it('outlives the process that started it when that is killed, and is adopted by the next, which stops it', async () => {
    const { child, postmaster } = spawnUser();
    const pid = await postmaster;
    child.kill('SIGKILL');
    await once(child, 'exit');
    const postgres = await start();
    expect(postgres).toMatchObject({ pid, adopted: true });
    expect(await query(postgres, 'select 1')).toEqual([1]);
    await postgres.stop();
    expect(isRunning(pid)).toBe(false);
  });

  it('has every committed row after its own kill -9', async () => {
    const first = await start();
    await query(first, 'create table kept (n int)');
    const writer = await connect(first);
    let acknowledged = 0;
    const writing = (async () => {
      for (;;) {
        await writer.query('insert into kept values ($1)', [acknowledged + 1]);
        acknowledged += 1;
      }
    })().catch(() => undefined);
    await vi.waitFor(() => expect(acknowledged).toBeGreaterThan(100), patience);
    await kill(first.pid);
    await writing;
    const second = await start();
    expect(second.adopted).toBe(false);
    const [rows] = await query(second, 'select count(*)::int from kept');
    expect(rows).toBeGreaterThanOrEqual(acknowledged);
    expect(rows).toBeLessThanOrEqual(acknowledged + 1);
  });

  it('starts although a session of the killed server is still at work', async () => {
    const first = await start();
    const client = await connect(first);
    const busy = client.query('select count(*) from generate_series(1, 10000000000)').catch(() => undefined);
    await vi.waitFor(
      async () =>
        expect(await query(first, `select count(*)::int from pg_stat_activity where query like '%10000000000)'`)).toEqual([1]),
      patience,
    );
    await kill(first.pid);
    const second = await start();
    expect(await query(second, 'select 1')).toEqual([1]);
    await busy;
  });

  it('makes the cluster anew when its making was killed half way', async () => {
    const { child } = spawnUser();
    const root = join(dataDir, 'postgres');
    const isHalfMade = (): boolean =>
      existsSync(root) && readdirSync(root).some((name) => existsSync(join(root, name, 'data/PG_VERSION')));
    await vi.waitFor(() => expect(isHalfMade()).toBe(true), { timeout: 20_000, interval: 1 });
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(existsSync(join(root, 'data'))).toBe(false);
    const postgres = await start();
    expect(await query(postgres, 'select 1')).toEqual([1]);
  });

  it('writes no statement and no value to its log, whether statements fail or crash a session', async () => {
    const marker = 'grace-at-example-org';
    const postgres = await start();
    await query(postgres, 'create table contact (email text unique)');
    await query(postgres, `insert into contact values ('${marker}')`);
    const client = await connect(postgres);
    await expect(client.query('insert into contact values ($1)', [marker])).rejects.toThrow('duplicate key');
    await expect(client.query('select $1::text::uuid', [marker])).rejects.toThrow('invalid input syntax');
    await expect(client.query(`select '${marker}' from nowhere`)).rejects.toThrow('nowhere');
    await expect(client.query(`do $$ begin raise exception '${marker}'; end $$`)).rejects.toThrow(marker);
    const [{ pid }] = (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows as [{ pid: number }];
    const crashed = expect(client.query(`select pg_sleep(60), '${marker}'`)).rejects.toThrow();
    await vi.waitFor(
      async () =>
        expect(
          await query(postgres, `select count(*)::int from pg_stat_activity where pid = ${pid} and query like '%pg_sleep%'`),
        ).toEqual([1]),
      patience,
    );
    process.kill(pid, 'SIGKILL');
    await crashed;
    const log = (): string => readFileSync(join(dataDir, 'postgres/server.log'), 'utf8');
    await vi.waitFor(() => expect(log().match(/ready to accept connections/g)).toHaveLength(2), patience);
    expect(log()).toContain(`(PID ${pid}) was terminated by signal 9`);
    expect(log()).not.toContain(marker);
  });
});
