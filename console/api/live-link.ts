import { ApolloLink, Observable } from '@apollo/client';
import { print } from 'graphql';
import { type Client, createClient } from 'graphql-ws';
import type { Connection } from './connection.ts';
import { type Following, followEvents } from './follow-events.ts';

/** A network that went away closes nothing: only silence tells. */
const KEEP_ALIVE_MS = 10_000;
const ANSWER_MS = 5_000;
/** A busy server takes its time to let somebody in. */
const ADMISSION_MS = 10_000;
const LONGEST_WAIT_MS = 5_000;
/** Whoever goes from page to page takes the socket along. */
const UNUSED_MS = 5_000;
/** What servers and clients close a socket with (gateway/websocket/close-codes.ts). */
const CLOSED_IN_ORDER = 1000;
const UNAUTHENTICATED = 4401;
const NO_LONGER_VALID = 4403;

export interface LiveLinkOptions extends Omit<Following, 'client'> {
  readonly url: string;
  readonly token: string;
  readonly connection: Connection;
  /** What the token's bearer may do has changed. */
  readonly permissionsChanged: () => void;
}

/**
 * Subscriptions over one WebSocket. Each goes on after the last event that it saw, whenever the socket has to be opened again: nothing is
 * missed and hardly anything comes twice. Subscriptions take `$after: String` and select `cursor`.
 */
export class LiveLink extends ApolloLink {
  readonly #client: Client;
  readonly #following: Following;
  readonly #leave = new AbortController();

  constructor({ url, token, permissionsChanged, ...following }: LiveLinkOptions) {
    super();
    const { connection, turnedAway } = following;
    let silence: ReturnType<typeof setTimeout> | undefined;
    const expectAnswer = (withinMs: number): void => {
      clearTimeout(silence);
      silence = setTimeout(() => this.#client.terminate(), withinMs);
    };
    this.#client = createClient({
      url,
      connectionParams: { authorization: `Bearer ${token}` },
      keepAlive: KEEP_ALIVE_MS,
      lazyCloseTimeout: UNUSED_MS,
      retryAttempts: Number.POSITIVE_INFINITY,
      retryWait: (attempt) => waitOrOnline(Math.random() * Math.min(LONGEST_WAIT_MS, 400 * 2 ** attempt)),
      shouldRetry: (event) => codeOf(event) !== UNAUTHENTICATED,
      on: {
        connecting: () => expectAnswer(ADMISSION_MS),
        connected: () => {
          clearTimeout(silence);
          connection.socketIs('LIVE');
        },
        closed: (event) => {
          clearTimeout(silence);
          const code = codeOf(event);
          connection.socketIs(code === CLOSED_IN_ORDER ? 'IDLE' : 'LOST');
          if (code === UNAUTHENTICATED) turnedAway();
          if (code === NO_LONGER_VALID) permissionsChanged();
        },
        ping: (received) => received || expectAnswer(ANSWER_MS),
        pong: (received) => received && clearTimeout(silence),
      },
    });
    this.#following = { ...following, client: this.#client };
    // said by the browser before any silence can tell
    globalThis.addEventListener?.('offline', () => this.#client.terminate(), { signal: this.#leave.signal });
  }

  override request({ query, operationName = '', variables }: ApolloLink.Operation): Observable<ApolloLink.Result> {
    const payload = { query: print(query), operationName, variables };
    return new Observable((observer) =>
      followEvents(this.#following, payload, {
        next: (result) => observer.next(result as ApolloLink.Result),
        error: (error) => observer.error(error),
      }),
    );
  }

  async close(): Promise<void> {
    this.#leave.abort();
    await this.#client.dispose();
  }
}

const codeOf = (event: unknown): unknown => (event as { code?: unknown } | null)?.code;

/** Until the time is over, or the network is back before that. */
const waitOrOnline = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      globalThis.removeEventListener?.('online', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    globalThis.addEventListener?.('online', done);
  });
