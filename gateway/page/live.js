import { Refusal, refusalIn } from './ask.js';

const PING_EVERY_MS = 15_000;
const LONGEST_WAIT_MS = 10_000;

/**
 * Subscriptions over one WebSocket by graphql-transport-ws. A connection that is lost is opened again, and every subscription goes on
 * `after` the last cursor that it saw: nothing is missed.
 *
 * `onState(connected)`; `onRefused(refusal)` when a subscription is refused (CURSOR_EXPIRED: query again) or the server turns the
 * token away.
 */
export function goLive({ token, subscriptions, onState, onRefused }) {
  const cursors = subscriptions.map(({ after }) => after);
  let socket;
  let attempts = 0;
  let timer;
  let ended = false;

  const send = (message) => socket.readyState === WebSocket.OPEN && socket.send(JSON.stringify(message));

  function open() {
    const opened = new WebSocket(new URL('graphql', location.href.replace(/^http/, 'ws')), 'graphql-transport-ws');
    socket = opened;
    let heardAt = Date.now();
    opened.onopen = () => send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    opened.onmessage = ({ data }) => {
      heardAt = Date.now();
      if (!ended) receive(JSON.parse(data));
    };
    // a network that went away closes nothing: only silence tells
    const pings = setInterval(() => {
      if (Date.now() - heardAt > 2 * PING_EVERY_MS) lose();
      else send({ type: 'ping' });
    }, PING_EVERY_MS);
    const lose = (event) => {
      clearInterval(pings);
      opened.onclose = null;
      opened.close();
      if (ended) return;
      onState(false);
      // 4400 to 4499: the server understood and declined, the token above all
      if (event?.code >= 4400 && event.code < 4500) onRefused(new Refusal('UNAUTHENTICATED', event.reason));
      if (!ended) timer = setTimeout(open, Math.random() * Math.min(LONGEST_WAIT_MS, 500 * 2 ** attempts++));
    };
    opened.onclose = lose;
  }

  function receive({ type, id, payload }) {
    if (type === 'connection_ack') {
      attempts = 0;
      onState(true);
      subscriptions.forEach(subscribe);
    } else if (type === 'ping') send({ type: 'pong' });
    else if (type === 'next') next(Number(id), payload);
    else if (type === 'error') onRefused(refusalIn({ errors: payload }));
    // the server ended it in order, for a restart of its own: what comes next is asked for again
    else if (type === 'complete') socket.close(1000);
  }

  function subscribe({ query }, index) {
    send({ type: 'subscribe', id: String(index), payload: { query, variables: { after: cursors[index] } } });
  }

  function next(index, result) {
    const refusal = refusalIn(result);
    if (refusal) return onRefused(refusal);
    const [event] = Object.values(result.data);
    cursors[index] = event.cursor;
    subscriptions[index].onEvent(event);
  }

  open();
  return () => {
    ended = true;
    clearTimeout(timer);
    socket.close(1000);
  };
}
