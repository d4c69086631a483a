import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { newId } from '../../persistence/new-id.ts';
import { makeTestInstallation, type TestInstallation } from '../../testing/test-installation.ts';
import { on } from '../consumer.ts';
import { defineEvent } from '../event-contract.ts';
import { publish } from '../transaction.ts';
import { claimSlots, failDelivery, loadEvent } from './claims.ts';
import type { Lease } from './lease.ts';

const said = defineEvent({ type: 'said', version: 1, data: z.object({ n: z.number() }) });
const NO_LEASE_LEFT = /lease lost/;

describe('a delivery that is ended twice', () => {
  let fixture: TestInstallation;
  let lease: Lease;

  beforeAll(async () => {
    const consumers = [{ name: 'listener', handlers: [on(said, async () => {})] }];
    const migrations = new URL('./none/', import.meta.url);
    fixture = await makeTestInstallation([{ name: 'fixture', resolvers: [], entities: [], migrations, consumers }]);
  });
  afterAll(() => fixture.close());

  const platform = () => fixture.installation.database.platform;
  const claim = async (): Promise<Lease> => {
    const room = [{ consumer: 'listener', fast: 1, standard: 1 }];
    const [claimed] = await claimSlots(platform(), { workerId: randomUUID(), leaseMs: 60_000, room });
    if (!claimed) throw new Error('nothing could be claimed');
    return claimed;
  };
  /** Answers the key's next event. */
  const settle = async (): Promise<string | null> => {
    const { consumer, slotKey, token, seq } = lease;
    const { rows } = await platform().query<{ seq: string }>(
      "select seq from platform.settle_delivery($1, $2, $3, $4, '1 minute')",
      [consumer, slotKey, token, seq],
    );
    return rows[0]?.seq ?? null;
  };
  const bury = () => failDelivery(platform(), lease, { kind: 'dead', letterId: newId(), reason: 'BUG', error: 'spec' });
  const retry = () => failDelivery(platform(), lease, { kind: 'retry', delayMs: 0, counts: true });
  const notesLeft = async (): Promise<unknown[]> => {
    const left: unknown[] = [];
    lease = await claim();
    for (;;) {
      const event = await loadEvent(platform(), lease.seq);
      left.push((event?.data as { n: number } | undefined)?.n);
      const seq = await settle();
      if (seq === null) break;
      lease = { ...lease, seq };
    }
    expect((await platform().query('select from platform.slot')).rowCount).toBe(0);
    return left;
  };

  beforeEach(async () => {
    await platform().query('delete from platform.job; delete from platform.slot; delete from platform.dead_letter');
    const ctx = fixture.installation.platform.enter(fixture.tenants[0], { kind: 'system', id: 'spec', scopes: new Set() });
    await fixture.installation.eventLog.transaction(ctx, async (tx) => {
      for (const n of [1, 2, 3]) publish(tx, said, { key: 'k', data: { n } });
    });
    lease = await claim();
  });

  it.each([
    ['buried', bury],
    ['to be tried again', retry],
  ])(
    'settled, which its worker did not get to know, and then %s: it is neither, and the events behind it are free',
    async (_what, fail) => {
      await settle();
      await expect(fail()).resolves.toBe('lost');
      expect((await platform().query('select from platform.dead_letter')).rowCount).toBe(0);
      expect(await notesLeft()).toEqual([2, 3]);
    },
  );

  it('given up for dead and then settled by a handler that was late: it is dead', async () => {
    await expect(bury()).resolves.toBe('dead');
    await expect(settle()).rejects.toThrow(NO_LEASE_LEFT);
    expect(await notesLeft()).toEqual([2, 3]);
  });

  it('given back and then settled by a handler that was late: it is tried again', async () => {
    await expect(retry()).resolves.toBe('retry');
    await expect(settle()).rejects.toThrow(NO_LEASE_LEFT);
    expect(await notesLeft()).toEqual([1, 2, 3]);
  });
});
