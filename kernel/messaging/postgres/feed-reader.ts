import type { FeedEvent } from '../feed.ts';
import type { PositionedEvent } from './postgres-feed.ts';

/** A reader that does not keep up is ended; it comes back with its last cursor and misses nothing. */
const MAX_QUEUED = 10_000;

/** One reader's queue: first the past, then what came at the live end meanwhile, then the present, each event once. */
export class FeedReader implements AsyncIterableIterator<FeedEvent> {
  done = false;
  readonly #types: ReadonlySet<string>;
  readonly #onEnd: () => void;
  readonly #queue: FeedEvent[] = [];
  readonly #waiting: { resolve: (result: IteratorResult<FeedEvent>) => void; reject: (error: unknown) => void }[] = [];
  #early: PositionedEvent[] | null = [];
  #position = 0n;
  #failure: { error: unknown } | null = null;

  constructor(types: ReadonlySet<string>, onEnd: () => void) {
    this.#types = types;
    this.#onEnd = onEnd;
  }

  /** Where it begins: nothing up to here is wanted. */
  startAfter(position: bigint): void {
    this.#position = position;
  }

  past(event: PositionedEvent): void {
    this.#push(event);
  }

  present(event: PositionedEvent): void {
    if (this.#early) this.#early.push(event);
    else this.#push(event);
  }

  /** The past was read; from now on the live end is passed on. */
  live(): void {
    const early = this.#early ?? [];
    this.#early = null;
    for (const event of early) this.#push(event);
  }

  fail(error: unknown): void {
    this.#failure = { error };
    this.end();
  }

  end(): void {
    if (this.done) return;
    this.done = true;
    this.#onEnd();
    for (const waiter of this.#waiting.splice(0)) {
      if (this.#failure) waiter.reject(this.#takeFailure());
      else waiter.resolve({ done: true, value: undefined });
    }
  }

  next(): Promise<IteratorResult<FeedEvent>> {
    const value = this.#queue.shift();
    if (value) return Promise.resolve({ done: false, value });
    if (this.#failure) return Promise.reject(this.#takeFailure());
    if (this.done) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  return(): Promise<IteratorResult<FeedEvent>> {
    this.#queue.length = 0;
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #push(event: PositionedEvent): void {
    // the live end may stand behind what was read of the past
    if (this.done || event.position <= this.#position) return;
    this.#position = event.position;
    if (!this.#types.has(event.type)) return;
    const waiter = this.#waiting.shift();
    if (waiter) waiter.resolve({ done: false, value: event });
    else if (this.#queue.length < MAX_QUEUED) this.#queue.push(event);
    else this.end();
  }

  #takeFailure(): unknown {
    const error = this.#failure?.error;
    this.#failure = null;
    return error;
  }
}
