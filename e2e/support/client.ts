import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

// biome-ignore lint/suspicious/noExplicitAny: a spec knows the shape of what it asked for
type Answer = Record<string, any>;

/** A partner of the public API: HTTP for operations, a WebSocket for each subscription. */
export class ApiClient {
  readonly #url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  async post(query: string, variables: Answer = {}): Promise<{ status: number; body: Answer }> {
    const response = await fetch(`${this.#url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.#token}` },
      body: JSON.stringify({ query, variables }),
    });
    return { status: response.status, body: (await response.json()) as Answer };
  }

  /** The data; throws on errors. */
  async ask(query: string, variables: Answer = {}): Promise<Answer> {
    const { body } = await this.post(query, variables);
    if (body['errors']) throw new Error(JSON.stringify(body['errors']));
    return body['data'] as Answer;
  }

  /** Collects what comes until it is cut. */
  subscribe(query: string, variables: Answer = {}): Subscription {
    const client = createClient({
      url: `${this.#url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${this.#token}` },
    });
    const events: Answer[] = [];
    const errors: unknown[] = [];
    let opened = (): void => {};
    const open = new Promise<void>((resolve) => {
      opened = resolve;
    });
    client.on('connected', () => opened());
    const unsubscribe = client.subscribe(
      { query, variables },
      {
        next: ({ data, errors: failed }) => {
          if (failed) errors.push(...failed);
          if (data) events.push(data as Answer);
        },
        error: (error) => errors.push(error),
        complete: () => {},
      },
    );
    return {
      events,
      errors,
      open,
      cut: async () => {
        unsubscribe();
        await client.dispose();
      },
    };
  }
}

export interface Subscription {
  readonly events: Answer[];
  readonly errors: unknown[];
  /** The connection stands; the subscription was sent. */
  readonly open: Promise<void>;
  cut(): Promise<void>;
}
