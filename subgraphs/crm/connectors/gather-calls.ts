import { setTimeout as delay } from 'node:timers/promises';

/** Something to be written by one call together with others. */
export interface Entry<Item> {
  /** What may go out together: one connection with one set of credentials. */
  readonly group: string;
  /** What it changes: two entries of one record go out one after the other. */
  readonly record: string;
  /** Goes out before what is not. */
  readonly isUrgent: boolean;
  readonly item: Item;
}

export interface GatherOptions<Item, Outcome> {
  /** How many entries one call carries. */
  readonly atMost: number;
  /**
   * One outcome for each item, at its place. What it throws is every item's. `signal` aborts once nobody waits for it any more. The items
   * are all of one group.
   */
  readonly call: (items: readonly Item[], signal: AbortSignal) => Promise<readonly Outcome[]>;
}

/** Those who came together come together again, a little apart: the next call waits for them, for half as long as the last one took. */
const MAX_PAUSE_MS = 100;

interface Waiting<Item, Outcome> extends Entry<Item> {
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
  isGone: boolean;
  readonly onGone: { current: () => void };
}

/**
 * Group commit for calls: what arrives for a group while a call of it is under way goes out together with the next one, so that a lone call
 * waits for nothing and many together cost few. The order of one record's entries is kept; urgent ones overtake others' only.
 */
export class GatheredCalls<Item, Outcome> {
  readonly #options: GatherOptions<Item, Outcome>;
  /** What waits, by group; a group is here as long as a call of it is under way. */
  readonly #groups = new Map<string, Waiting<Item, Outcome>[]>();

  constructor(options: GatherOptions<Item, Outcome>) {
    this.#options = options;
  }

  /** The outcome of this one entry. An abort ends the wait of this caller alone; what is under way goes on while others wait for it. */
  add(entry: Entry<Item>, signal?: AbortSignal): Promise<Outcome> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
    const waiting: Waiting<Item, Outcome> = { ...entry, resolve, reject, isGone: false, onGone: { current: () => undefined } };
    const abort = (): void => {
      waiting.isGone = true;
      waiting.onGone.current();
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', abort, { once: true });
    const known = this.#groups.get(entry.group);
    if (known) known.push(waiting);
    else {
      this.#groups.set(entry.group, [waiting]);
      void this.#work(entry.group);
    }
    return promise.finally(() => signal?.removeEventListener('abort', abort));
  }

  async #work(group: string): Promise<void> {
    for (;;) {
      // what came meanwhile was pushed to the list in the map
      const queue = this.#groups.get(group) ?? [];
      const batch = this.#take(queue);
      if (batch.length === 0) break;
      const taken = new Set(batch);
      this.#groups.set(
        group,
        queue.filter((entry) => !taken.has(entry) && !entry.isGone),
      );
      const startedAt = performance.now();
      await this.#send(batch);
      if (batch.length > 1) await delay(Math.min(MAX_PAUSE_MS, (performance.now() - startedAt) / 2));
    }
    this.#groups.delete(group);
  }

  /** Urgent ones first, else in their order; of one record only what came first. */
  #take(queue: readonly Waiting<Item, Outcome>[]): Waiting<Item, Outcome>[] {
    const firsts = new Map<string, Waiting<Item, Outcome>>();
    // an urgent entry behind another of its record makes that one urgent: it has to go first
    const urgent = new Set<string>();
    for (const entry of queue) {
      if (entry.isGone) continue;
      if (!firsts.has(entry.record)) firsts.set(entry.record, entry);
      if (entry.isUrgent) urgent.add(entry.record);
    }
    const all = [...firsts.values()];
    return [...all.filter(({ record }) => urgent.has(record)), ...all.filter(({ record }) => !urgent.has(record))].slice(
      0,
      this.#options.atMost,
    );
  }

  async #send(batch: readonly Waiting<Item, Outcome>[]): Promise<void> {
    const nobodyWaits = new AbortController();
    const onGone = (): void => {
      if (batch.every(({ isGone }) => isGone)) nobodyWaits.abort(new Error('nobody waits for this call any more'));
    };
    for (const entry of batch) entry.onGone.current = onGone;
    try {
      const outcomes = await this.#options.call(
        batch.map(({ item }) => item),
        nobodyWaits.signal,
      );
      if (outcomes.length !== batch.length) throw new Error(`${outcomes.length} outcomes of ${batch.length} entries`);
      for (const [index, entry] of batch.entries()) entry.resolve(outcomes[index] as Outcome);
    } catch (error) {
      for (const entry of batch) entry.reject(error);
    }
  }
}
