import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { PermanentError, TransientError } from '../errors/delivery-error.ts';
import type { Ctx } from '../tenancy/context.ts';
import { type Consumer, type Handle, on } from './consumer.ts';
import { defineEvent, type Lane } from './event-contract.ts';
import type { Worker, WorkerOptions } from './event-log.ts';
import { publish, type Tx } from './transaction.ts';

const noted = defineEvent({
  type: 'noted',
  version: 1,
  data: z.object({ note: z.string() }),
  personal: z.object({ text: z.string() }),
});

/** What a transport's spec gives to the suite. Effects are rows that handlers write in their settling transaction. */
export interface EventLogUnderTest {
  /** Two tenants. */
  readonly tenants: readonly [string, string];
  transaction<T>(tenant: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Starts one more process of the installation that works on the log. */
  startWorker(
    options?: WorkerOptions,
  ): Promise<
    Worker & { /** As if it lost the network for a moment: others may take what it holds. */ disconnect(): Promise<void> }
  >;
  write(tx: Tx, consumer: string, note: string): Promise<void>;
  /** Notes in the order in which they were written. */
  effects(tenant: string, consumer: string): Promise<string[]>;
  deadLetters(tenant: string): Promise<{ id: string; consumer: string; reason: string; attempts: number; error: string }[]>;
  replay(ids: readonly string[]): Promise<string[]>;
  forget(tenant: string, subjectId: string): Promise<void>;
  close(): Promise<void>;
}

const SUBJECT = '0193fd6e-1111-7000-8000-000000000001';
const QUICK: WorkerOptions = { pollMs: 25, backoff: { baseMs: 20, maxMs: 100 } };
const WAIT = { timeout: 15_000, interval: 15 };

export function describeEventLog(transport: string, make: (consumers: readonly Consumer[]) => Promise<EventLogUnderTest>): void {
  describe(`the event log on ${transport}`, () => {
    let log: EventLogUnderTest;
    let handlers: Record<string, Handle<typeof noted>>;
    const workers: Worker[] = [];
    /** Gates that handlers wait at; opened when a case ends. */
    let gates: (() => void)[];

    const consumer = (name: string, extra: Partial<Consumer> = {}): Consumer => ({
      name,
      handlers: [
        on(
          noted,
          (...delivery) => (handlers[name] ?? write(name))(...delivery),
          ({ note }) => !note.startsWith(`not-${name}`),
        ),
      ],
      ...extra,
    });
    const write =
      (name: string): Handle<typeof noted> =>
      (_ctx, event, settle) =>
        settle((tx) => log.write(tx, name, event.data.note));
    const start = async (options: WorkerOptions = {}): ReturnType<EventLogUnderTest['startWorker']> => {
      const worker = await log.startWorker({ ...QUICK, ...options });
      workers.push(worker);
      return worker;
    };
    const note = (tx: Tx, key: string, text: string, lane: Lane = 'standard'): void =>
      publish(tx, noted, { key, lane, data: { note: text }, subjectId: SUBJECT, personal: { text: `secret ${text}` } });
    const say = (tenant: string, key: string, ...notes: string[]): Promise<void> =>
      log.transaction(tenant, async (tx) => {
        for (const text of notes) note(tx, key, text);
      });
    const gate = (): { opened: Promise<void>; open: () => void } => {
      let open = (): void => {};
      const opened = new Promise<void>((resolve) => {
        open = resolve;
      });
      gates.push(open);
      return { opened, open };
    };
    const range = (n: number): string[] => Array.from({ length: n }, (_, index) => String(index));

    beforeEach(async () => {
      handlers = {};
      gates = [];
      log = await make([consumer('a', { maxAttempts: 3, concurrency: 4 }), consumer('b', { concurrency: 4 })]);
    });
    afterEach(async () => {
      for (const open of gates) open();
      await Promise.all(workers.splice(0).map((worker) => worker.stop(1_000)));
      await log.close();
    });

    it('delivers each event to every consumer that wants it, in the order of its key', async () => {
      const [tenant] = log.tenants;
      await start();
      await start();
      for (const n of range(10))
        await Promise.all(['k1', 'k2', 'k3'].map((key) => say(tenant, key, `${key}:${n}`, `${key}:${n}+`)));
      await say(tenant, 'k1', 'not-a');
      await vi.waitFor(async () => expect(await log.effects(tenant, 'b')).toHaveLength(61), WAIT);
      await vi.waitFor(async () => expect(await log.effects(tenant, 'a')).toHaveLength(60), WAIT);
      const effects = await log.effects(tenant, 'a');
      for (const key of ['k1', 'k2', 'k3']) {
        expect(effects.filter((text) => text.startsWith(key))).toEqual(range(10).flatMap((n) => [`${key}:${n}`, `${key}:${n}+`]));
      }
    });

    it('publishes nothing when the transaction fails', async () => {
      const [tenant] = log.tenants;
      await start();
      await expect(
        log.transaction(tenant, async (tx) => {
          note(tx, 'k', 'never');
          await log.write(tx, 'a', 'never');
          throw new Error('no');
        }),
      ).rejects.toThrow('no');
      await say(tenant, 'k', 'marker');
      await vi.waitFor(async () => expect(await log.effects(tenant, 'b')).toEqual(['marker']), WAIT);
      expect(await log.effects(tenant, 'a')).not.toContain('never');
    });

    it('opens what belongs to a person for the consumer, and nothing once the person is erased', async () => {
      const [tenant] = log.tenants;
      const seen: (string | null)[] = [];
      handlers['a'] = async (_ctx, event, settle) => {
        seen.push(event.personal?.text ?? null);
        await settle(async () => {});
      };
      await say(tenant, 'k', 'one');
      const worker = await start();
      await vi.waitFor(() => expect(seen).toEqual(['secret one']), WAIT);
      await worker.stop(1_000);
      await say(tenant, 'k', 'two');
      await log.forget(tenant, SUBJECT);
      await start();
      await vi.waitFor(() => expect(seen).toEqual(['secret one', null]), WAIT);
    });

    it('keeps the effect once when a handler fails after it settled, and again when it failed before', async () => {
      const [tenant] = log.tenants;
      let before = 0;
      handlers['a'] = async (_ctx, event, settle) => {
        if (event.data.note === 'before' && before++ === 0) throw new Error('before');
        await settle((tx) => log.write(tx, 'a', event.data.note));
        throw new Error('after');
      };
      await start();
      await say(tenant, 'k', 'before', 'after', 'last');
      await vi.waitFor(async () => expect(await log.effects(tenant, 'a')).toContain('last'), WAIT);
      expect(await log.effects(tenant, 'a')).toEqual(['before', 'after', 'last']);
      expect(await log.deadLetters(tenant)).toEqual([]);
    });

    it('rolls back the effect of a delivery that fails, and what it would have published', async () => {
      const [tenant] = log.tenants;
      let tries = 0;
      handlers['a'] = async (_ctx, event, settle) =>
        settle(async (tx) => {
          await log.write(tx, 'a', `${event.data.note}:${++tries}`);
          if (event.data.note === 'first') note(tx, 'other', `not-a ${tries}`);
          if (tries < 3) throw new TransientError('not yet');
        });
      await start();
      await say(tenant, 'k', 'first');
      await vi.waitFor(async () => expect((await log.effects(tenant, 'b')).toSorted()).toEqual(['first', 'not-a 3']), WAIT);
      expect(await log.effects(tenant, 'a')).toEqual(['first:3']);
    });

    it('gives up after the consumer’s attempts, goes on with the key, and replays on demand', async () => {
      const [tenant] = log.tenants;
      let broken = true;
      const attempts: number[] = [];
      handlers['a'] = async (_ctx, event, settle, delivery) => {
        if (event.data.note === 'poison') {
          attempts.push(delivery.attempt);
          if (broken) throw new TransientError('still broken');
        }
        await settle((tx) => log.write(tx, 'a', event.data.note));
      };
      await start();
      await say(tenant, 'k', 'one', 'poison', 'two');
      await vi.waitFor(async () => expect(await log.effects(tenant, 'a')).toEqual(['one', 'two']), WAIT);
      expect(attempts).toEqual([1, 2, 3]);
      const letters = await log.deadLetters(tenant);
      expect(letters).toMatchObject([{ consumer: 'a', reason: 'RETRIES_EXHAUSTED', attempts: 3, error: 'still broken' }]);
      broken = false;
      const ids = letters.map(({ id }) => id);
      expect(await log.replay(ids)).toEqual(ids);
      await vi.waitFor(async () => expect(await log.effects(tenant, 'a')).toEqual(['one', 'two', 'poison']), WAIT);
      expect(await log.replay(ids)).toEqual([]);
      expect(await log.effects(tenant, 'b')).toEqual(['one', 'poison', 'two']);
    });

    it('does not retry what no retry mends, and says of a bug only its kind', async () => {
      const [tenant] = log.tenants;
      handlers['a'] = async (_ctx, event) => {
        if (event.data.note === 'refused') throw new PermanentError('REJECTED_BY_CRM', 'the CRM said no');
        throw new TypeError(`cannot read ${event.personal?.text}`);
      };
      await start();
      await say(tenant, 'k', 'refused');
      await say(tenant, 'l', 'bug');
      await vi.waitFor(async () => expect(await log.deadLetters(tenant)).toHaveLength(2), WAIT);
      const letters = await log.deadLetters(tenant);
      expect(letters).toContainEqual(
        expect.objectContaining({ reason: 'REJECTED_BY_CRM', attempts: 1, error: 'the CRM said no' }),
      );
      expect(letters).toContainEqual(expect.objectContaining({ reason: 'BUG', attempts: 3, error: 'TypeError' }));
    });

    it('waits as long as it takes for what is no failure', async () => {
      const [tenant] = log.tenants;
      let waits = 0;
      handlers['a'] = async (_ctx, event, settle) => {
        if (++waits < 8) throw new TransientError('not due yet', { unlimited: true, retryAfterMs: 5 });
        await settle((tx) => log.write(tx, 'a', event.data.note));
      };
      await start();
      await say(tenant, 'k', 'patience');
      await vi.waitFor(async () => expect(await log.effects(tenant, 'a')).toEqual(['patience']), WAIT);
    });

    it('keeps room for the fast lane while the standard lane is full', async () => {
      const [tenant] = log.tenants;
      const { opened } = gate();
      handlers['a'] = async (_ctx, event, settle) => {
        if (event.data.note === 'slow') await opened;
        await settle((tx) => log.write(tx, 'a', event.data.note));
      };
      await start();
      for (const n of range(12)) await say(tenant, `slow-${n}`, 'slow');
      await log.transaction(tenant, async (tx) => note(tx, 'hot', 'fast', 'fast'));
      await vi.waitFor(async () => expect(await log.effects(tenant, 'a')).toEqual(['fast']), WAIT);
    });

    it('lifts a key with its backlog into the fast lane and keeps its order', async () => {
      const [tenant] = log.tenants;
      for (const n of range(30)) await say(tenant, `other-${n}`, 'other');
      await say(tenant, 'k', 'one', 'two');
      await log.transaction(tenant, async (tx) => note(tx, 'k', 'three', 'fast'));
      handlers['a'] = async (_ctx, event, settle) => {
        await settle((tx) => log.write(tx, 'a', event.data.note));
      };
      await start();
      await vi.waitFor(async () => expect((await log.effects(tenant, 'a')).length).toBe(33), WAIT);
      const effects = await log.effects(tenant, 'a');
      expect(effects.filter((text) => text !== 'other')).toEqual(['one', 'two', 'three']);
      expect(effects.indexOf('three')).toBeLessThan(20);
    });

    it('lets a consumer that is stuck hold back nobody else', async () => {
      const [tenant] = log.tenants;
      const { opened } = gate();
      handlers['a'] = () => opened;
      await start();
      for (const n of range(20)) await say(tenant, `k${n}`, n);
      await vi.waitFor(async () => expect(await log.effects(tenant, 'b')).toHaveLength(20), WAIT);
      expect(await log.effects(tenant, 'a')).toEqual([]);
    });

    it('takes back a delivery whose handler never ends', async () => {
      const [tenant] = log.tenants;
      const { opened } = gate();
      let tries = 0;
      handlers['a'] = async (_ctx, event, settle) => {
        if (++tries === 1) await opened;
        await settle((tx) => log.write(tx, 'a', event.data.note));
      };
      await start({ handlingMs: 200 });
      await say(tenant, 'k', 'one');
      await vi.waitFor(async () => expect(await log.effects(tenant, 'a')).toEqual(['one']), WAIT);
      expect(tries).toBe(2);
    });

    it('keeps a worker that lost its lease and wakes up from doing the work a second time', async () => {
      const [tenant] = log.tenants;
      const { opened, open } = gate();
      const errors: unknown[] = [];
      let deliveries = 0;
      handlers['a'] = async (_ctx, event, settle) => {
        const mine = ++deliveries;
        if (mine === 1) await opened;
        await settle((tx) => log.write(tx, 'a', `${event.data.note} by ${mine === 1 ? 'the sleeper' : 'another'}`)).catch(
          (error: unknown) => {
            errors.push(error);
            throw error;
          },
        );
      };
      const sleeper = await start({ leaseMs: 60_000 });
      await say(tenant, 'k', 'one', 'two');
      await vi.waitFor(() => expect(deliveries).toBe(1), WAIT);
      await sleeper.disconnect();
      await start();
      await vi.waitFor(async () => expect(await log.effects(tenant, 'a')).toHaveLength(2), WAIT);
      open();
      await vi.waitFor(() => expect(errors).not.toEqual([]), WAIT);
      expect(await log.effects(tenant, 'a')).toEqual(['one by another', 'two by another']);
    });

    it('lets no tenant starve another', async () => {
      const [busy, quiet] = log.tenants;
      for (const n of range(40)) await say(busy, `k${n}`, n);
      await say(quiet, 'k', 'mine');
      let handledBefore: number | null = null;
      handlers['a'] = async (ctx: Ctx, event, settle) => {
        if (ctx.tenant === quiet) handledBefore = (await log.effects(busy, 'a')).length;
        await settle((tx) => log.write(tx, 'a', event.data.note));
      };
      await start();
      await vi.waitFor(async () => expect(await log.effects(quiet, 'a')).toEqual(['mine']), WAIT);
      expect(handledBefore).toBeLessThan(12);
      await vi.waitFor(async () => expect(await log.effects(busy, 'a')).toHaveLength(40), WAIT);
    });

    it('finishes what is under way when it stops, and gives back the rest', async () => {
      const [tenant] = log.tenants;
      const { opened, open } = gate();
      let begun = 0;
      handlers['a'] = async (_ctx, event, settle) => {
        begun++;
        await opened;
        await settle((tx) => log.write(tx, 'a', event.data.note));
      };
      const worker = await start();
      await say(tenant, 'k', 'one', 'two', 'three');
      await vi.waitFor(() => expect(begun).toBe(1), WAIT);
      const stopped = worker.stop(5_000);
      open();
      await stopped;
      expect(await log.effects(tenant, 'a')).toEqual(['one']);
      await start();
      await vi.waitFor(async () => expect(await log.effects(tenant, 'a')).toEqual(['one', 'two', 'three']), WAIT);
    });
  });
}
