import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#kernel/persistence/embedded-postgres.ts';
import { createLogger } from '#kernel/telemetry/logger.ts';

export interface StatementCount {
  readonly query: string;
  readonly calls: number;
  readonly rows: number;
  /** Waiting for locks included; the commit is a statement of its own. */
  readonly totalMs: number;
  readonly planMs: number;
}

/** The embedded PostgreSQL as the product runs it, durability included, watched by its owner. */
export class BenchDatabase {
  readonly #postgres: EmbeddedPostgres;
  readonly #owner: pg.Pool;

  private constructor(postgres: EmbeddedPostgres, owner: pg.Pool) {
    this.#postgres = postgres;
    this.#owner = owner;
  }

  static async start(tempDir: string): Promise<BenchDatabase> {
    const logger = createLogger({ level: 'silent', name: 'bench' });
    const settings = {
      shared_preload_libraries: 'pg_stat_statements',
      'pg_stat_statements.max': 5000,
      'pg_stat_statements.track_planning': 'on',
    };
    const postgres = await startEmbeddedPostgres({ dataDir: tempDir, logger, settings });
    // the server would go on without us; whoever asks it now fails, which is no news
    const interrupt = (): void => {
      process.on('uncaughtException', () => {});
      void postgres.stop().finally(() => process.exit(130));
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupt);
    const owner = new pg.Pool({ connectionString: postgres.url(), max: 2 });
    // a server that stops ends sessions that are about to end by themselves
    owner.on('error', () => {});
    await owner.query('create extension if not exists pg_stat_statements');
    const { rows } = await owner.query<{ durable: boolean }>(
      "select bool_and(setting = 'on') as durable from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes')",
    );
    if (!rows[0]?.durable) throw new Error('the server does not wait for the disk: its numbers would mean nothing');
    return new BenchDatabase(postgres, owner);
  }

  get url(): string {
    return this.#postgres.url();
  }

  /** Another one of the same server. */
  async createDatabase(name: string): Promise<string> {
    await this.query(`create database "${name}"`);
    return this.#postgres.url(name);
  }

  async query<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.#owner.query<Row>(sql, values)).rows;
  }

  /** Transactions that wrote, since the cluster was made. Asking adds none. */
  async writeTransactions(): Promise<number> {
    const [row] = await this.query<{ xmax: string }>('select pg_snapshot_xmax(pg_current_snapshot())::text as xmax');
    return Number(row?.xmax);
  }

  async forgetStatements(): Promise<void> {
    await this.query('select pg_stat_statements_reset()');
  }

  /** Counting costs the server a tenth of its work: where it is asked how much it can do, nothing is counted any more. */
  async stopCountingStatements(): Promise<void> {
    await this.query("alter system set pg_stat_statements.track = 'none'");
    await this.query('select pg_reload_conf()');
  }

  /** By everybody but the owner, who only watches. */
  async statements(): Promise<StatementCount[]> {
    return this.query<never>(
      `select s.query, sum(s.calls)::float8 as calls, sum(s.rows)::float8 as rows, sum(s.total_exec_time)::float8 as "totalMs",
         sum(s.total_plan_time)::float8 as "planMs"
       from pg_stat_statements s join pg_roles r on r.oid = s.userid
       where r.rolname <> 'parley_owner' and s.toplevel group by s.query order by sum(s.total_exec_time) desc`,
    );
  }

  /** CPU milliseconds of the server and all that it has started. */
  cpuMs(): number {
    const { pid } = this.#postgres;
    const processes = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry));
    return processes.reduce((sum, entry) => {
      const stat = statOf(entry);
      return stat && (stat.pid === pid || stat.parent === pid) ? sum + stat.cpuMs : sum;
    }, 0);
  }

  async stop(): Promise<void> {
    await this.#owner.end();
    await this.#postgres.stop();
  }
}

const TICK_MS = 10;

/** Null when it ended meanwhile. What a server's ended children used stands with their parent. */
function statOf(pid: string): { pid: number; parent: number; cpuMs: number } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // the name in brackets may hold anything
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field]), 0);
    return { pid: Number(pid), parent: Number(fields[1]), cpuMs: ticks * TICK_MS };
  } catch {
    return null;
  }
}
