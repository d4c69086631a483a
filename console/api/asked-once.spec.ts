import { expect, it } from 'vitest';
import { askedOnce } from './asked-once.ts';

it('keeps the key of a wish until it is answered, and has another for another wish', async () => {
  const once = askedOnce();
  const keys: string[] = [];
  const lost = (wish: unknown) =>
    once(wish, (key) => {
      keys.push(key);
      return Promise.reject(new TypeError('fetch failed'));
    }).catch(() => undefined);
  const answered = (wish: unknown) => once(wish, async (key) => keys.push(key));
  await lost({ kind: 'HUBSPOT' });
  await answered({ kind: 'HUBSPOT' });
  await lost({ kind: 'HUBSPOT' });
  await lost({ kind: 'SALESFORCE' });
  const [first, again, next, other] = keys;
  expect(again).toBe(first);
  expect(new Set([first, next, other]).size).toBe(3);
});
