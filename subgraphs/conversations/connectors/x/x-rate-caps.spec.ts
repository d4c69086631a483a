import { expect, test } from 'vitest';
import { waitByHeadersMs, XRateCaps } from './x-rate-caps.ts';

const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2026, 10, 22);

/** X as far as it counts: an app's cap of 24 hours, and what each account took of it. */
function makeX(limit: number, { userLimit = limit }: { userLimit?: number } = {}) {
  let nowMs = START_MS;
  const resetMs = START_MS + 24 * HOUR_MS;
  let used = 0;
  const usedBy = new Map<string, number>();
  const caps = new XRateCaps(() => nowMs);
  const headers = (account: string) => ({
    'x-app-limit-24hour-limit': `${limit}`,
    'x-app-limit-24hour-remaining': `${limit - used}`,
    'x-app-limit-24hour-reset': `${resetMs / 1000}`,
    'x-user-limit-24hour-limit': `${userLimit}`,
    'x-user-limit-24hour-remaining': `${userLimit - (usedBy.get(account) ?? 0)}`,
    'x-user-limit-24hour-reset': `${resetMs / 1000}`,
  });
  return {
    caps,
    pass: (ms: number) => {
      nowMs += ms;
    },
    /** How long it has to wait; null: X took it. */
    send: (account: string): number | null => {
      const hold = caps.begin('dm.send', account);
      if (hold) return hold.retryAfterMs;
      used += 1;
      usedBy.set(account, (usedBy.get(account) ?? 0) + 1);
      caps.ended('dm.send', account, headers(account), true);
      return null;
    },
    sendMany(account: string, count: number): number {
      return Array.from({ length: count }, () => this.send(account)).filter((wait) => wait === null).length;
    },
  };
}

test('an account that is alone has all of it', () => {
  const x = makeX(100);
  expect(x.sendMany('a', 200)).toBe(100);
});

test('what nobody wants is not lost: each gets what the others leave, and all is used by the end', () => {
  const x = makeX(100);
  expect(x.send('modest')).toBeNull();
  let taken = x.sendMany('greedy', 100);
  expect(taken).toBe(50);
  for (let hour = 0; hour < 23; hour += 1) {
    x.pass(HOUR_MS);
    taken += x.sendMany('greedy', 100);
  }
  expect(taken).toBeGreaterThan(95);
  expect(taken).toBeLessThanOrEqual(99);
});

test('an account that used its share waits while others have not, and they get theirs in full', () => {
  const x = makeX(90);
  for (const account of ['a', 'b', 'c']) expect(x.send(account)).toBeNull();
  const first = x.sendMany('a', 90);
  expect(first).toBe(29);
  expect(x.send('a')).toBeGreaterThan(0);
  expect(x.sendMany('b', 90)).toBe(29);
  expect(x.sendMany('c', 90)).toBe(29);
  expect(x.send('a')).toBeGreaterThan(HOUR_MS);
});

test('an account that comes late finds what is left, and the earlier ones wait for it', () => {
  const x = makeX(100);
  expect(x.sendMany('early', 80)).toBe(80);
  expect(x.send('late')).toBeNull();
  expect(x.send('early')).toBeGreaterThan(0);
  expect(x.sendMany('late', 50)).toBe(19);
});

test('the wait for a share is as long as it takes to come free, and then it is free', () => {
  const x = makeX(1000);
  x.send('modest');
  expect(x.sendMany('greedy', 1000)).toBe(500);
  const wait = x.send('greedy') ?? 0;
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(15 * 60_000);
  x.pass(wait);
  expect(x.send('greedy')).toBeNull();
});

test('what an account took in another process counts, because X says it', () => {
  const x = makeX(100);
  const other = new XRateCaps(() => START_MS);
  const heard = (remaining: number, user: number) => ({
    'x-app-limit-24hour-limit': '100',
    'x-app-limit-24hour-remaining': `${remaining}`,
    'x-app-limit-24hour-reset': `${(START_MS + 24 * HOUR_MS) / 1000}`,
    'x-user-limit-24hour-limit': '100',
    'x-user-limit-24hour-remaining': `${user}`,
    'x-user-limit-24hour-reset': `${(START_MS + 24 * HOUR_MS) / 1000}`,
  });
  expect(x.send('a')).toBeNull();
  expect(other.begin('dm.send', 'b')).toBeNull();
  other.ended('dm.send', 'b', heard(39, 99), true);
  expect(other.begin('dm.send', 'a')).toBeNull();
  other.ended('dm.send', 'a', heard(38, 40), true);
  expect(other.begin('dm.send', 'a')).toMatchObject({ error: expect.stringContaining('share') });
  expect(other.begin('dm.send', 'b')).toBeNull();
});

test('calls under way are reckoned with: no more begin together than X has left', () => {
  const caps = new XRateCaps(() => START_MS);
  const headers = {
    'x-rate-limit-limit': '15',
    'x-rate-limit-remaining': '3',
    'x-rate-limit-reset': `${START_MS / 1000 + 900}`,
  };
  expect(caps.begin('dm.send', 'a')).toBeNull();
  caps.ended('dm.send', 'a', headers, true);
  const begun = Array.from({ length: 5 }, () => caps.begin('dm.send', 'a'));
  expect(begun.filter((hold) => hold === null)).toHaveLength(3);
  expect(begun.at(-1)).toMatchObject({ retryAfterMs: 900_000 });
  caps.ended('dm.send', 'a', null, false);
  expect(caps.begin('dm.send', 'a'), 'one that never reached X gives its place back').toBeNull();
  caps.ended('dm.send', 'a', null, true);
  expect(caps.begin('dm.send', 'a'), 'one whose answer was lost does not').not.toBeNull();
  expect(caps.begin('post.create', 'a'), 'another cap is not touched').toBeNull();
  expect(caps.begin('dm.send', 'b'), 'nor another account').toBeNull();
});

test('a window that is over holds nobody back, and an answer out of it does not come back', () => {
  let nowMs = START_MS;
  const caps = new XRateCaps(() => nowMs);
  const said = (remaining: number, resetMs: number) => ({
    'x-rate-limit-limit': '15',
    'x-rate-limit-remaining': `${remaining}`,
    'x-rate-limit-reset': `${resetMs / 1000}`,
  });
  const call = (headers: Record<string, string>) => {
    expect(caps.begin('dm.send', 'a')).toBeNull();
    caps.ended('dm.send', 'a', headers, true);
  };
  call(said(0, START_MS + 900_000));
  expect(caps.begin('dm.send', 'a')).not.toBeNull();
  nowMs += 900_000;
  call(said(14, nowMs + 900_000));
  call(said(0, START_MS + 900_000));
  call(said(13, nowMs + 900_000));
  call(said(14, nowMs + 900_000));
});

test('headers that are none say nothing', () => {
  const caps = new XRateCaps(() => START_MS);
  for (const value of ['', 'soon', '-1', '1e9', '99999999999999999999']) {
    const headers = { 'x-rate-limit-limit': '15', 'x-rate-limit-remaining': value, 'x-rate-limit-reset': value };
    expect(caps.begin('dm.send', 'a')).toBeNull();
    caps.ended('dm.send', 'a', headers, true);
    expect(waitByHeadersMs(headers, START_MS)).toBeUndefined();
  }
});
