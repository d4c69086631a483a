import { ApolloLink, Observable } from '@apollo/client';
import { print } from 'graphql';
import { type Client, createClient, type ExecutionResult } from 'graphql-ws';
import type { Connection } from './connection.ts';

/** A network that went away closes nothing: only silence tells. */
const KEEP_ALIVE_MS = 10_000;
const LONGEST_WAIT_MS = 8_000;
/** The server declined the token, or what it allowed holds no longer (gateway/websocket/close-codes.ts). */
const UNAUTHENTICATED = 4401;

export interface LiveLinkOptions {
  readonly url: string;
  readonly token: string;
  readonly connection: Connection;
  /** The cursor is too old to go on from: everything shown has to be asked for again. Answers the cursor to go on from. */
  readonly startOver: () => Promise<string>;
  readonly turnedAway: () => void;
}

/**
 * Subscriptions over one WebSocket. Each goes on after the last event that it saw, whenever the socket has to be opened again: nothing is
 * missed and hardly anything comes twice. Subscriptions take `$after: String` and select `cursor`.
 */
export class LiveLink extends ApolloLink {
  readonly #client: Client;
  readonly #startOver: LiveLinkOptions['startOver'];

  constructor({ url, token, connection, startOver, turnedAway }: LiveLinkOptions) {
    super();
    this.#startOver = startOver;
    let silence: ReturnType<typeof setTimeout> | undefined;
    this.#client = createClient({
      url,
      connectionParams: { authorization: `Bearer ${token}` },
      keepAlive: KEEP_ALIVE_MS,
      retryAttempts: Number.POSITIVE_INFINITY,
      retryWait: (attempt) => wait(Math.random() * Math.min(LONGEST_WAIT_MS, 400 * 2 ** attempt)),
      shouldRetry: (event) => !(event instanceof CloseEvent && event.code === UNAUTHENTICATED),
      on: {
        connected: () => connection.connected(),
        closed: (event) => {
          clearTimeout(silence);
          connection.closed();
          if (event instanceof CloseEvent && event.code === UNAUTHENTICATED) turnedAway();
        },
        ping: (received) => {
          if (!received) silence = setTimeout(() => this.#client.terminate(), KEEP_ALIVE_MS / 2);
        },
        pong: (received) => received && clearTimeout(silence),
      },
    });
  }

  override request(operation: ApolloLink.Operation): Observable<ApolloLink.Result> {
    const query = print(operation.query);
    return new Observable((observer) => {
      let cursor = operation.variables['after'] as string | undefined;
      let stop = (): void => {};
      let ended = false;
      const open = (): void => {
        const variables = {
          ...operation.variables,
          // read each time that the subscription is sent: graphql-ws sends it again by itself after a reconnection
          get after() {
            return cursor;
          },
        };
        const again = (): void => {
          stop();
          if (!ended) setTimeout(() => !ended && open(), 200 + Math.random() * 800);
        };
        stop = this.#client.subscribe(
          { query, operationName: operation.operationName, variables },
          {
            next: (result: ExecutionResult<Record<string, { cursor?: string } | null>, unknown>) => {
              if (result.errors?.some(({ extensions }) => extensions?.['code'] === 'CURSOR_EXPIRED')) {
                stop();
                void this.#startOver().then((fresh) => {
                  cursor = fresh;
                  if (!ended) open();
                }, again);
                return;
              }
              for (const event of Object.values(result.data ?? {})) cursor = event?.cursor ?? cursor;
              observer.next(result as ApolloLink.Result);
            },
            // refused for good: a scope was taken away, say. The page shows it; a new sign-in mends it.
            error: (error) => observer.error(error),
            // ended in order, for a restart of the server's own
            complete: again,
          },
        );
      };
      open();
      return () => {
        ended = true;
        stop();
      };
    });
  }

  async close(): Promise<void> {
    await this.#client.dispose();
  }
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
