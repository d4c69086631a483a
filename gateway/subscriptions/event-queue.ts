import type { Listener } from './event-hub.ts';
import type { EventStream, LiveEvent } from './live-event.ts';

/**
 * Between a hub, which does not wait, and a client, which takes events as fast as its connection lets it. One that falls too far behind
 * is told so and loses the stream; it resumes from its cursor, from the feed instead of from our memory.
 */
export class EventQueue implements Listener {
  readonly #events: LiveEvent[] = [];
  readonly #waiting: ((step: IteratorResult<LiveEvent, undefined>) => void)[] = [];
  readonly #limit: number;
  readonly #overflow: () => void;
  #ended = false;

  constructor(limit: number, overflow: () => void) {
    this.#limit = limit;
    this.#overflow = overflow;
  }

  next(event: LiveEvent): void {
    if (this.#ended) return;
    const taker = this.#waiting.shift();
    if (taker !== undefined) taker({ done: false, value: event });
    else if (this.#events.length < this.#limit) this.#events.push(event);
    else {
      this.#events.length = 0;
      this.end();
      this.#overflow();
    }
  }

  end(): void {
    this.#ended = true;
    for (const taker of this.#waiting.splice(0)) taker({ done: true, value: undefined });
  }

  take(): Promise<IteratorResult<LiveEvent, undefined>> {
    const event = this.#events.shift();
    if (event !== undefined) return Promise.resolve({ done: false, value: event });
    if (this.#ended) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** The queue as a stream; `left` runs once when the taker goes. */
  stream(left: () => void): EventStream {
    const stream: EventStream = {
      next: () => this.take(),
      return: async () => {
        left();
        this.#events.length = 0;
        this.end();
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]: () => stream,
    };
    return stream;
  }
}
