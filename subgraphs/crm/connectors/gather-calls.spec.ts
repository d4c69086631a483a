import { describe, expect, it } from 'vitest';
import { type Entry, GatheredCalls } from './gather-calls.ts';

interface Call {
  readonly items: readonly string[];
  readonly signal: AbortSignal;
  readonly answer: (outcomes?: readonly string[]) => void;
  readonly fail: (error: unknown) => void;
}

/** Calls that end when the spec says so. */
const stand = (atMost = 100) => {
  const calls: Call[] = [];
  const gathered = new GatheredCalls<string, string>({
    atMost,
    call: (items, signal) => {
      const { promise, resolve, reject } = Promise.withResolvers<readonly string[]>();
      const done = items.map((item) => `${item} done`);
      calls.push({ items, signal, answer: (outcomes = done) => resolve(outcomes), fail: reject });
      return promise;
    },
  });
  const add = (item: string, given: Partial<Entry<string>> & { signal?: AbortSignal } = {}): Promise<string> => {
    const { signal, ...entry } = given;
    return gathered.add({ group: 'one', record: item, isUrgent: false, item, ...entry }, signal);
  };
  const called = (count: number): Promise<void> => expect.poll(() => calls.length, { interval: 1 }).toBe(count);
  return { calls, add, called };
};

describe('calls that are gathered', () => {
  it('sends a lone one at once, and what came meanwhile together afterwards', async () => {
    const { calls, add, called } = stand();
    const first = add('a');
    expect(calls.map(({ items }) => items)).toEqual([['a']]);
    const later = [add('b'), add('c')];
    expect(calls).toHaveLength(1);
    calls[0]?.answer();
    expect(await first).toBe('a done');
    await called(2);
    expect(calls[1]?.items).toEqual(['b', 'c']);
    calls[1]?.answer();
    expect(await Promise.all(later)).toEqual(['b done', 'c done']);
    // those who came together are given a moment to do so again
    for (const item of ['d', 'e']) void add(item);
    await called(3);
    expect(calls[2]?.items).toEqual(['d', 'e']);
    calls[2]?.answer();
  });

  it('puts no more into a call than it carries', async () => {
    const { calls, add, called } = stand(2);
    for (const item of ['a', 'b', 'c', 'd']) void add(item);
    calls[0]?.answer();
    await called(2);
    expect(calls[1]?.items).toEqual(['b', 'c']);
    calls[1]?.answer();
    await called(3);
    expect(calls[2]?.items).toEqual(['d']);
    calls[2]?.answer();
  });

  it('sends two entries of one record one after the other, in their order', async () => {
    const { calls, add, called } = stand();
    void add('a');
    void add('b1', { record: 'b' });
    void add('b2', { record: 'b' });
    void add('c');
    calls[0]?.answer();
    await called(2);
    expect(calls[1]?.items).toEqual(['b1', 'c']);
    calls[1]?.answer();
    await called(3);
    expect(calls[2]?.items).toEqual(['b2']);
    calls[2]?.answer();
  });

  it('sends urgent ones first, after what came before them of their record', async () => {
    const { calls, add, called } = stand(2);
    void add('a');
    void add('b');
    void add('c1', { record: 'c' });
    void add('c2', { record: 'c', isUrgent: true });
    void add('d', { isUrgent: true });
    calls[0]?.answer();
    await called(2);
    expect(calls[1]?.items).toEqual(['c1', 'd']);
    calls[1]?.answer();
    await called(3);
    expect(calls[2]?.items).toEqual(['c2', 'b']);
    calls[2]?.answer();
  });

  it('keeps groups apart: one that hangs holds up no other', async () => {
    const { calls, add } = stand();
    void add('a');
    const other = add('b', { group: 'two' });
    expect(calls.map(({ items }) => items)).toEqual([['a'], ['b']]);
    calls[1]?.answer();
    expect(await other).toBe('b done');
    calls[0]?.answer();
  });

  it('gives the failure of a call to all in it, and goes on', async () => {
    const { calls, add, called } = stand();
    const failed = add('a');
    const next = add('b');
    calls[0]?.fail(new Error('away'));
    await expect(failed).rejects.toThrow('away');
    await called(2);
    calls[1]?.answer();
    expect(await next).toBe('b done');
  });

  it('refuses outcomes that cannot be told apart', async () => {
    const { calls, add } = stand();
    const added = add('a');
    calls[0]?.answer([]);
    await expect(added).rejects.toThrow('0 outcomes of 1 entries');
  });

  it('ends the wait of the caller who aborts, and the call only when nobody waits for it any more', async () => {
    const { calls, add, called } = stand();
    const [one, two] = [new AbortController(), new AbortController()];
    void add('a');
    const first = add('b', { signal: one.signal });
    const second = add('c', { signal: two.signal });
    calls[0]?.answer();
    await called(2);
    one.abort(new Error('stopped'));
    await expect(first).rejects.toThrow('stopped');
    expect(calls[1]?.signal.aborted).toBe(false);
    two.abort(new Error('stopped too'));
    await expect(second).rejects.toThrow('stopped too');
    expect(calls[1]?.signal.aborted).toBe(true);
    calls[1]?.fail(calls[1]?.signal.reason);
  });

  it('does not send what was aborted while it waited', async () => {
    const { calls, add, called } = stand();
    const controller = new AbortController();
    void add('a');
    const aborted = add('b', { signal: controller.signal });
    void add('c');
    controller.abort(new Error('stopped'));
    await expect(aborted).rejects.toThrow('stopped');
    calls[0]?.answer();
    await called(2);
    expect(calls[1]?.items).toEqual(['c']);
    calls[1]?.answer();
    await expect(add('d', { signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow('before');
  });
});
