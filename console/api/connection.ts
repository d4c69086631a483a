import { useSyncExternalStore } from 'react';

/** IDLE: nothing is watched yet. LOST: what is shown may be out of date; it is being mended, and nothing is missed, see `LiveLink`. */
export type ConnectionState = 'IDLE' | 'LIVE' | 'LOST';

/** Whether events arrive at the moment, and what says against it. */
export class Connection {
  #state: ConnectionState = 'IDLE';
  #socket: ConnectionState = 'IDLE';
  #isAnswered = true;
  readonly #failing = new Set<object>();
  readonly #refused = new Map<object, string>();
  readonly #watchers = new Set<() => void>();

  get state(): ConnectionState {
    return this.#state;
  }

  /** Why something on the page is not kept up to date, in the API's words; null where everything is. */
  get refusal(): string | null {
    return this.#refused.values().next().value ?? null;
  }

  socketIs(state: ConnectionState): void {
    this.#socket = state;
    this.#tell();
  }

  get isAnswered(): boolean {
    return this.#isAnswered;
  }

  /** Whether the last request by HTTP got an answer, be it a refusal. */
  answered(isAnswered: boolean): void {
    if (isAnswered === this.#isAnswered) return;
    this.#isAnswered = isAnswered;
    this.#tell();
  }

  /** A subscription that ended with an error is tried again. */
  fails(subscription: object): void {
    this.#failing.add(subscription);
    this.#tell();
  }

  /** A subscription that will not be tried again. */
  refused(subscription: object, message: string): void {
    this.#failing.delete(subscription);
    this.#refused.set(subscription, message);
    this.#tell();
  }

  /** It works, or nobody wants it any more. */
  forget(subscription: object): void {
    if (this.#failing.delete(subscription) || this.#refused.delete(subscription)) this.#tell();
  }

  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  #tell(): void {
    this.#state = this.#isAnswered && this.#failing.size === 0 ? this.#socket : 'LOST';
    for (const watcher of this.#watchers) watcher();
  }
}

export const useConnectionState = (connection: Connection): ConnectionState =>
  useSyncExternalStore(connection.watch, () => connection.state);

export const useRefusal = (connection: Connection): string | null =>
  useSyncExternalStore(connection.watch, () => connection.refusal);
