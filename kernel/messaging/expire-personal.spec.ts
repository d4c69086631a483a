import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { makeTestTenant, type TestTenant } from '../testing/test-tenant.ts';
import { defineEvent } from './event-contract.ts';
import { expirePersonal } from './expire-personal.ts';
import { publish } from './transaction.ts';

const said = defineEvent({
  type: 'said',
  version: 1,
  data: z.object({ n: z.int() }),
  personal: z.object({ text: z.string() }),
});

describe('the personal part of aged events', () => {
  let tenant: TestTenant;
  const [ana, ben] = [randomUUID(), randomUUID()];
  const pool = () => tenant.installation.database.platform;

  beforeAll(async () => {
    tenant = await makeTestTenant([]);
    for (const [n, subjectId] of [ana, ben, ana, ana].entries()) {
      await tenant.transaction(async (tx) =>
        publish(tx, said, { key: 'k', data: { n }, subjectId, personal: { text: `No. ${n}` } }),
      );
    }
    await vi.waitFor(
      async () => expect((await pool().query('select from platform.event where position is null')).rowCount).toBe(0),
      { timeout: 10_000 },
    );
  });
  afterAll(() => tenant.close());

  const left = async () => (await tenant.published('said')).map(({ personal }) => personal?.['text'] ?? null);
  const soon = () => new Date(Date.now() + 1000);
  const onlyAna = async (subjects: readonly string[]) => new Set(subjects.filter((subject) => subject === ana));

  it('stays while the events are young, and where another’s are asked for', async () => {
    const young = await expirePersonal(
      pool(),
      tenant.tenant,
      { position: '0', before: new Date(0), limit: 10, isHandled: false },
      onlyAna,
    );
    expect(young).toEqual({ position: '0', isMore: false });
    const nobodys = await expirePersonal(
      pool(),
      tenant.tenant,
      { position: '0', before: soon(), limit: 10, isHandled: false },
      async () => new Set(),
    );
    expect(nobodys).toMatchObject({ isMore: false });
    expect(await left()).toEqual(['No. 0', 'No. 1', 'No. 2', 'No. 3']);
  });

  it('goes in the feed’s order, batch by batch; what somebody waits for is passed over where only the handled is to go', async () => {
    const { rows } = await pool().query<{ seq: string }>("select seq from platform.event where type = 'said' order by seq");
    await pool().query("insert into platform.job (consumer, key, seq) values ('slow', 'k', $1)", [rows[0]?.seq]);
    await pool().query(
      `insert into platform.dead_letter (id, tenant, consumer, topic, reason, error, attempts, event_seq)
       values ($1, $2, 'broken', 'said', 'BUG', 'x', 8, $3)`,
      [randomUUID(), tenant.tenant, rows[2]?.seq],
    );
    const search = { before: soon(), limit: 2, isHandled: true };
    const first = await expirePersonal(pool(), tenant.tenant, { ...search, position: '0' }, onlyAna);
    expect(first.isMore).toBe(true);
    await expirePersonal(pool(), tenant.tenant, { ...search, position: first.position }, onlyAna);
    expect(await left()).toEqual(['No. 0', 'No. 1', 'No. 2', null]);
    await expirePersonal(pool(), tenant.tenant, { position: '0', before: soon(), limit: 10, isHandled: false }, onlyAna);
    expect(await left()).toEqual([null, 'No. 1', null, null]);
  });
});
