import type { EventHub, Listener } from './event-hub.ts';
import { EventQueue } from './event-queue.ts';
import type { EventStream, LiveEvent } from './live-event.ts';

/** How many of the hub's events are kept while their taker is still behind. */
const heldEvents = 256;

/**
 * A subscriber that resumes reads a stream of its own, from its cursor on. Meanwhile it listens to the hub; at the first event that
 * both have shown it, its own stream ends and the hub's goes on from there. Cursors are compared for being the same, never for order.
 */
export function catchUp({
  own,
  hub,
  key,
  openLive,
  queueLimit,
  overflow,
}: {
  readonly own: EventStream;
  readonly hub: EventHub;
  readonly key: string;
  readonly openLive: Parameters<EventHub['join']>[2];
  readonly queueLimit: number;
  readonly overflow: () => void;
}): EventStream {
  const queue = new EventQueue(queueLimit, overflow);
  const held: LiveEvent[] = [];
  let state: 'behind' | 'live' | 'ended' = 'behind';

  const listener: Listener = {
    next(event) {
      if (state === 'live') queue.next(event);
      // to forget them is safe: the own stream still brings every one of them
      else if (held.length >= heldEvents) held.length = 0;
      else held.push(event);
    },
    // a hub that ends while the own stream still runs is no loss
    end: () => queue.end(),
  };
  // without the hub the own stream simply goes on
  hub.join(key, listener, openLive).catch(() => undefined);

  const met = async ({ cursor }: LiveEvent): Promise<void> => {
    const index = cursor === null ? -1 : held.findIndex((event) => event.cursor === cursor);
    if (index < 0) return;
    state = 'live';
    for (const event of held.splice(0).slice(index + 1)) queue.next(event);
    await own.return?.();
  };

  const leave = (): void => hub.leave(key, listener);
  const live = queue.stream(leave);
  const stream: EventStream = {
    async next() {
      if (state === 'live') return live.next();
      const step = await own.next();
      if (step.done === true) leave();
      else if (state === 'behind') await met(step.value);
      return step;
    },
    async return() {
      const wasBehind = state === 'behind';
      state = 'ended';
      if (wasBehind) await own.return?.();
      return live.return?.() ?? { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => stream,
  };
  return stream;
}
