import type { Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/**
 * What is open at the server of a process, so that it can end without cutting anybody off: `server.close()` alone waits for clients that
 * keep their connections, and knows nothing of those that became WebSockets.
 */
export class OpenConnections {
  readonly #server: Server;
  readonly #responses = new Set<ServerResponse>();
  readonly #upgraded = new Set<Duplex>();
  #ending = false;

  constructor(server: Server) {
    this.#server = server;
    // before whoever answers: a header that is to close the connection must be there before the answer is
    server.prependListener('request', (_request, response) => this.#opened(response));
    server.on('upgrade', (_request, socket) => {
      this.#upgraded.add(socket);
      socket.once('close', () => this.#upgraded.delete(socket));
    });
  }

  /** From now on every answer is the last one of its connection. */
  end(): void {
    this.#ending = true;
    for (const response of this.#responses) response.shouldKeepAlive = false;
  }

  /** Settles when the requests that are under way at this moment are answered, or their clients gone. A stream is no answer. */
  async answered(): Promise<void> {
    await Promise.all([...this.#responses].filter((response) => !isStream(response)).map(closed));
  }

  /** Ends what no answer is under way on. Streams, which were told, may take that long to say goodbye. */
  async leave(goodbyeMs: number): Promise<void> {
    let late: NodeJS.Timeout | undefined;
    const waited = new Promise((resolve) => {
      late = setTimeout(resolve, goodbyeMs);
    });
    await Promise.race([waited, Promise.all([...this.#upgraded, ...this.#responses].map(closed))]);
    clearTimeout(late);
    this.#server.closeAllConnections();
    for (const socket of this.#upgraded) socket.destroy();
  }

  #opened(response: ServerResponse): void {
    this.#responses.add(response);
    if (this.#ending) response.shouldKeepAlive = false;
    response.once('close', () => {
      this.#responses.delete(response);
      // an answer whose headers had left before the end began keeps its connection
      if (this.#ending) setImmediate(() => this.#server.closeIdleConnections());
    });
  }
}

/** Begun and not ended: nobody but whoever writes it knows when it is over. */
const isStream = ({ headersSent, writableEnded }: ServerResponse): boolean => headersSent && !writableEnded;

const closed = (open: ServerResponse | Duplex): Promise<void> => new Promise((resolve) => open.once('close', resolve));
