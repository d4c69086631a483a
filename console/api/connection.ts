import { useSyncExternalStore } from 'react';

/** CONNECTING: not yet, for the first time. LOST: it was there and is being opened again; nothing is missed, see `LiveLink`. */
export type ConnectionState = 'CONNECTING' | 'LIVE' | 'LOST';

/** Whether events arrive at the moment. */
export class Connection {
  #state: ConnectionState = 'CONNECTING';
  readonly #watchers = new Set<() => void>();

  get state(): ConnectionState {
    return this.#state;
  }

  connected(): void {
    this.#move('LIVE');
  }

  closed(): void {
    if (this.#state === 'LIVE') this.#move('LOST');
  }

  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  #move(state: ConnectionState): void {
    if (state === this.#state) return;
    this.#state = state;
    for (const watcher of this.#watchers) watcher();
  }
}

export const useConnectionState = (connection: Connection): ConnectionState =>
  useSyncExternalStore(connection.watch, () => connection.state);
