import type { ExecutionResult } from 'graphql';
import { type EventStream, isEventStream, type LiveEvent } from './live-event.ts';

export interface Listener {
  next(event: LiveEvent): void;
  end(): void;
}

interface Topic {
  readonly listeners: Set<Listener>;
  stream: EventStream | null;
  readonly opened: Promise<ExecutionResult | null>;
}

/** One stream for all who want the same one: each event is made once and handed to every listener. */
export class EventHub {
  readonly #topics = new Map<string, Topic>();

  get size(): number {
    return this.#topics.size;
  }

  /** Null once the listener hears the topic's events; else why the topic could not be opened. */
  async join(
    key: string,
    listener: Listener,
    open: () => Promise<EventStream | ExecutionResult>,
  ): Promise<ExecutionResult | null> {
    let topic = this.#topics.get(key);
    if (topic === undefined) {
      const { promise, resolve, reject } = Promise.withResolvers<ExecutionResult | null>();
      topic = { listeners: new Set(), stream: null, opened: promise };
      this.#topics.set(key, topic);
      this.#open(key, topic, open).then(resolve, reject);
    }
    topic.listeners.add(listener);
    const refusal = await topic.opened;
    if (refusal !== null) topic.listeners.delete(listener);
    return refusal;
  }

  /** The last one to leave ends the stream. */
  leave(key: string, listener: Listener): void {
    const topic = this.#topics.get(key);
    if (topic === undefined || !topic.listeners.delete(listener) || topic.listeners.size > 0) return;
    this.#topics.delete(key);
    void topic.stream?.return?.();
  }

  async #open(key: string, topic: Topic, open: () => Promise<EventStream | ExecutionResult>): Promise<ExecutionResult | null> {
    try {
      const stream = await open();
      if (!isEventStream(stream)) {
        this.#forget(key, topic);
        return stream;
      }
      topic.stream = stream;
      // all may have left while it was being opened
      if (topic.listeners.size === 0) await stream.return?.();
      else void this.#pump(key, topic, stream);
      return null;
    } catch (error) {
      this.#forget(key, topic);
      throw error;
    }
  }

  async #pump(key: string, topic: Topic, stream: EventStream): Promise<void> {
    try {
      for await (const event of stream) for (const listener of topic.listeners) listener.next(event);
    } finally {
      this.#forget(key, topic);
      for (const listener of topic.listeners) listener.end();
    }
  }

  #forget(key: string, topic: Topic): void {
    if (this.#topics.get(key) === topic) this.#topics.delete(key);
  }
}
