import { CloseCode, type Server } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Logger } from '#kernel/telemetry/logger.ts';

const pingEveryMs = 12_000;

/** Hands a WebSocket to graphql-ws. A peer that leaves a ping unanswered until the next one is gone, and its subscriptions end. */
export function acceptSocket<Extra extends Record<PropertyKey, unknown> | object>(
  server: Server<Extra>,
  socket: WebSocket,
  extra: Extra,
  logger: Logger,
): void {
  const fail = (error: unknown): void => {
    logger.error({ err: error }, 'A message of a WebSocket could not be handled.');
    socket.close(CloseCode.InternalServerError, 'Internal server error');
  };
  const closed = server.opened(
    {
      protocol: socket.protocol,
      // settles when the message has left for the network: graphql-ws takes the next result only then
      send: (message) =>
        new Promise((resolve, reject) => {
          if (socket.readyState !== socket.OPEN) return resolve();
          socket.send(message, (error) => (error ? reject(error) : resolve()));
        }),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (handle) => socket.on('message', (message) => void handle(String(message)).catch(fail)),
    },
    extra,
  );
  let answered = true;
  const pings = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, pingEveryMs);
  socket.on('pong', () => {
    answered = true;
  });
  socket.on('error', (error) => logger.debug({ err: error }, 'A WebSocket broke.'));
  socket.once('close', (code, reason) => {
    clearInterval(pings);
    void closed(code, String(reason)).catch(fail);
  });
}
