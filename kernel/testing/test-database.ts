import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

export interface TestDatabase {
  readonly ownerUrl: string;
  drop(): Promise<void>;
}

/** An empty database of the test run's server. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = inject('postgresUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asOwner(serverUrl, `create database "${name}"`);
  const ownerUrl = new URL(serverUrl);
  ownerUrl.pathname = `/${name}`;
  return { ownerUrl: ownerUrl.toString(), drop: () => asOwner(serverUrl, `drop database "${name}" with (force)`) };
}

async function asOwner(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
