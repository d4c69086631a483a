import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { TenantId } from '../../tenancy/tenant.ts';
import { makeTestInstallation, type TestInstallation } from '../../testing/test-installation.ts';
import { defineEvent } from '../event-contract.ts';
import type { FeedEvent } from '../feed.ts';
import { publish } from '../transaction.ts';
import { encodeFeedCursor } from './cursor.ts';

const counted = defineEvent({ type: 'counted', version: 1, data: z.object({ n: z.number() }) });
const other = defineEvent({ type: 'other', version: 1, data: z.object({ n: z.number() }) });

describe('the feed', () => {
  let fixture: TestInstallation;
  let tenant: TenantId;
  let stranger: TenantId;

  beforeAll(async () => {
    fixture = await makeTestInstallation([
      {
        name: 'fixture',
        resolvers: [],
        entities: [],
        migrations: new URL('../../testing/fixtures/migrations/', import.meta.url),
      },
    ]);
    [tenant, stranger] = fixture.tenants;
  });
  afterAll(() => fixture.close());

  const enter = (id: TenantId) => fixture.installation.platform.enter(id, { kind: 'system', id: 'spec', scopes: new Set() });
  const say = (n: number, id = tenant, contract = counted): Promise<void> =>
    fixture.installation.eventLog.transaction(enter(id), async (tx) => publish(tx, contract, { key: 'k', data: { n } }));
  /** Reads until `enough` and ends the subscription. */
  const take = async (
    iterator: AsyncIterableIterator<FeedEvent>,
    enough: (seen: FeedEvent[]) => boolean,
  ): Promise<FeedEvent[]> => {
    const seen: FeedEvent[] = [];
    for await (const event of iterator) {
      seen.push(event);
      if (enough(seen)) break;
    }
    return seen;
  };
  const numbers = (events: FeedEvent[]): unknown[] => events.map(({ data }) => data['n']);
  const settled = async (): Promise<void> => {
    await vi.waitFor(async () => {
      const { rows } = await fixture.installation.database.platform.query('select 1 from platform.event where position is null');
      expect(rows).toEqual([]);
    });
  };
  let start: string;
  beforeEach(async () => {
    await settled();
    start = await fixture.installation.feed.head(tenant);
  });

  it('gives every event after the cursor once, past and present joined without a gap', async () => {
    for (let n = 0; n < 30; n++) await say(n);
    const reading = take(fixture.installation.feed.read(tenant, ['counted'], start), (seen) => seen.length === 60);
    for (let n = 30; n < 60; n++) await say(n);
    expect(numbers(await reading)).toEqual(Array.from({ length: 60 }, (_, n) => n));
  });

  it('resumes in the middle', async () => {
    for (let n = 0; n < 10; n++) await say(n);
    const first = await take(fixture.installation.feed.read(tenant, ['counted'], start), (seen) => seen.length === 4);
    const rest = await take(
      fixture.installation.feed.read(tenant, ['counted'], first.at(-1)?.cursor ?? ''),
      (seen) => seen.length === 6,
    );
    expect(numbers([...first, ...rest])).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('closes the gap before the first event: what happens between taking the cursor and subscribing is not lost', async () => {
    const cursor = await fixture.installation.feed.head(tenant);
    await say(7);
    expect(numbers(await take(fixture.installation.feed.read(tenant, ['counted'], cursor), (seen) => seen.length === 1))).toEqual(
      [7],
    );
  });

  it('has a head that covers what was committed before it was asked', async () => {
    for (let n = 0; n < 5; n++) await say(n);
    const cursor = await fixture.installation.feed.head(tenant);
    await say(5);
    expect(numbers(await take(fixture.installation.feed.read(tenant, ['counted'], cursor), (seen) => seen.length === 1))).toEqual(
      [5],
    );
  });

  it('shows a tenant its own events alone, and the types asked for', async () => {
    await say(1, stranger);
    await say(2, tenant, other);
    await say(3);
    expect(numbers(await take(fixture.installation.feed.read(tenant, ['counted'], start), (seen) => seen.length === 1))).toEqual([
      3,
    ]);
  });

  it('passes over no event of a writer that commits late and out of order', async () => {
    const connection = new pg.Client({ connectionString: fixture.ownerUrl });
    const late = new pg.Client({ connectionString: fixture.ownerUrl });
    await Promise.all([connection.connect(), late.connect()]);
    const insert = (n: number): string =>
      `insert into platform.event (id, tenant, type, version, key, lane, data) values (gen_random_uuid(), '${tenant}', 'counted', 1, 'k', 1, '{"n":${n}}')`;
    const reading = take(fixture.installation.feed.read(tenant, ['counted'], start), (seen) => seen.length === 5);
    await late.query(`begin; ${insert(100)}`);
    await connection.query(insert(1));
    await say(2);
    await settled();
    await connection.query(`begin; ${insert(3)}`);
    await late.query(`${insert(101)}; commit`);
    await settled();
    await connection.query('commit');
    const seen = await reading;
    expect(numbers(seen)).toEqual([1, 2, 100, 101, 3]);
    // a reader that comes later is told the same, in the same order
    const again = await take(fixture.installation.feed.read(tenant, ['counted'], start), (events) => events.length === 5);
    expect(again.map(({ cursor }) => cursor)).toEqual(seen.map(({ cursor }) => cursor));
    await Promise.all([connection.end(), late.end()]);
  });

  it('numbers without a double or a hole when two sequencers run at once', async () => {
    const writers = Array.from({ length: 200 }, (_, n) => say(n));
    const { platform } = fixture.installation.database;
    const sequencers = Array.from({ length: 20 }, () => platform.query('select * from platform.number_events(7)'));
    await Promise.all([...writers, ...sequencers]);
    await settled();
    const { rows } = await platform.query<{ n: string; low: string; high: string }>(
      'select count(*) as n, min(position) as low, max(position) as high from platform.event where tenant = $1',
      [tenant],
    );
    expect(Number(rows[0]?.high) - Number(rows[0]?.low) + 1).toBe(Number(rows[0]?.n));
  });

  it('is read by another process as well', async () => {
    const another = await fixture.openAnother();
    const reading = take(another.feed.read(tenant, ['counted'], start), (seen) => seen.length === 2);
    await say(1);
    await say(2);
    expect(numbers(await reading)).toEqual([1, 2]);
  });

  it('ends at once when the reader leaves while nothing happens', async () => {
    const iterator = fixture.installation.feed.read(tenant, ['counted'], null);
    const waiting = iterator.next();
    await iterator.return?.();
    await expect(waiting).resolves.toEqual({ done: true, value: undefined });
  });

  it('refuses a cursor of another tenant, of nobody, and from beyond the head', async () => {
    for (const [cursor, code] of [
      [await fixture.installation.feed.head(stranger), 'BAD_USER_INPUT'],
      ['nonsense', 'BAD_USER_INPUT'],
      [encodeFeedCursor(tenant, 10_000_000n), 'CURSOR_EXPIRED'],
    ] as const) {
      await expect(fixture.installation.feed.read(tenant, ['counted'], cursor).next()).rejects.toMatchObject({ code });
    }
  });

  it('tells a reader whose cursor is older than what is kept, and keeps what work still waits for', async () => {
    await say(1);
    await settled();
    const { platform } = fixture.installation.database;
    await platform.query(
      "insert into platform.slot (consumer, key, tenant, lane, pending, ready_at) values ('x', 'k', $1, 1, 1, now())",
      [tenant],
    );
    await platform.query("insert into platform.job (consumer, key, seq) select 'x', 'k', max(seq) from platform.event");
    await platform.query("select platform.trim_feed(now() + interval '1 minute', 100000)");
    const { rows } = await platform.query('select data from platform.event');
    expect(rows).toEqual([{ data: { n: 1 } }]);
    await platform.query('delete from platform.job; delete from platform.slot');
    await platform.query("select platform.trim_feed(now() + interval '1 minute', 100000)");
    await expect(fixture.installation.feed.read(tenant, ['counted'], start).next()).rejects.toMatchObject({
      code: 'CURSOR_EXPIRED',
    });
    const head = await fixture.installation.feed.head(tenant);
    await say(9);
    expect(numbers(await take(fixture.installation.feed.read(tenant, ['counted'], head), (seen) => seen.length === 1))).toEqual([
      9,
    ]);
  });
});
