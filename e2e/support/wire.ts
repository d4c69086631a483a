import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/**
 * What lies between a browser and Parley, to be cut: Playwright's own `setOffline` leaves open WebSockets alone.
 * CUT: every connection is destroyed and none is taken. SILENT: connections stay, what is sent arrives, and no answer comes back.
 * NO_SOCKETS: requests are answered, and no WebSocket is opened.
 */
export type WireState = 'OPEN' | 'CUT' | 'SILENT' | 'NO_SOCKETS';

export class Wire {
  #state: WireState = 'OPEN';
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(target: number) {
    this.#server = createServer((near) => {
      if (this.#state === 'CUT') {
        near.destroy();
        return;
      }
      const far = connect(target, '127.0.0.1');
      near.once('data', (head) => {
        if (this.#state === 'NO_SOCKETS' && /upgrade: websocket/i.test(head.toString('latin1'))) near.destroy();
      });
      near.pipe(far);
      far.on('data', (bytes) => {
        // a connection that missed an answer has lost its thread: it ends with the cut
        if (this.#state !== 'SILENT') near.write(bytes);
      });
      far.once('end', () => this.#state !== 'SILENT' && near.end());
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#sockets.add(socket);
        socket.on('error', () => undefined);
        socket.once('close', () => {
          this.#sockets.delete(socket);
          if (socket === near || this.#state !== 'SILENT') other.destroy();
        });
      }
    });
  }

  static async to(url: string): Promise<Wire> {
    const wire = new Wire(Number(new URL(url).port));
    await new Promise<void>((resolve) => wire.#server.listen(0, '127.0.0.1', resolve));
    return wire;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  becomes(state: WireState): void {
    this.#state = state;
    if (state === 'CUT') for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.becomes('CUT');
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
