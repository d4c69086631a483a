import { expect, it } from 'vitest';
import { EncoderQueue, type WaitingText } from './encoder-queue.ts';
import type { EncodingPriority } from './sentence-encoder.ts';

function queueOf(...texts: [text: string, priority: EncodingPriority, since?: number][]): EncoderQueue<WaitingText> {
  const queue = new EncoderQueue<WaitingText>();
  for (const [text, priority, since = 0] of texts) queue.add({ text, priority, since });
  return queue;
}
const taken = (queue: EncoderQueue<WaitingText>, now: number): string[] => queue.take(now).batch.map(({ text }) => text);

it('messages go before documents, however long those wait, but for one small batch a second', () => {
  const documents = Array.from({ length: 100 }, (_, at) => [`passage ${at}`, 'background'] as [string, EncodingPriority]);
  const queue = queueOf(...documents);
  const order: string[] = [];
  for (let now = 1_000; now < 4_000; now += 100) {
    queue.add({ text: 'message', priority: 'message', since: now });
    const batch = taken(queue, now);
    order.push(batch[0] === 'message' ? 'message' : `${batch.length} passages`);
    // whose turn was taken goes next, and not a second later
    if (batch[0] !== 'message') expect(taken(queue, now + 30)).toEqual(['message']);
  }
  expect(order.filter((name) => name !== 'message')).toEqual(['9 passages', '9 passages', '9 passages']);
});

it('a long text is not put together with short ones: each would cost as much as it', () => {
  const long = 'x'.repeat(640);
  const queue = queueOf(['short', 'message'], ['brief', 'message'], [long, 'message'], ['small', 'message']);
  expect(taken(queue, 0)).toEqual(['short', 'brief']);
  expect(taken(queue, 0)).toEqual([long]);
  expect(taken(queue, 0)).toEqual(['small']);
  expect(taken(queue, 0)).toEqual([]);
});

it('who left is in no batch', () => {
  const [stays, leaves] = [
    { text: 'stays', priority: 'message', since: 0 },
    { text: 'leaves', priority: 'message', since: 0 },
  ] as const;
  const queue = new EncoderQueue<WaitingText>();
  for (const one of [leaves, stays]) queue.add(one);
  expect([queue.remove(leaves), queue.remove(leaves)]).toEqual([true, false]);
  expect(taken(queue, 0)).toEqual(['stays']);
});
