import { describe, expect, test } from 'vitest';
import { describeToken } from './describe-token.ts';
import { keepToken, readToken } from './token.ts';

/** The two parts of a browser that the token touches: the tab's storage and its address. */
function openTab(hash: string, kept = new Map<string, string>()) {
  const addresses: string[] = [];
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as Storage;
  const page = {
    location: { hash, pathname: '/explorer/', search: '?tab=1' },
    history: { replaceState: (_state: unknown, _title: string, url?: string | URL | null) => void addresses.push(String(url)) },
  };
  return { page, storage, addresses, kept };
}

describe('the token of the explorer page', () => {
  test('comes from the fragment, which is gone from the address afterwards, and is there after a reload', () => {
    const { page, storage, addresses, kept } = openTab('#token=a.b.c');
    expect(readToken(page, storage)).toBe('a.b.c');
    expect(addresses).toEqual(['/explorer/?tab=1']);

    const reloaded = openTab('', kept);
    expect(readToken(reloaded.page, reloaded.storage)).toBe('a.b.c');
    expect(reloaded.addresses).toEqual([]);
  });

  test('a link with a token wins over the one the tab had', () => {
    const { page, storage } = openTab('#token=new', new Map([['parley.token', 'old']]));
    expect(readToken(page, storage)).toBe('new');
    expect(keepToken('', storage)).toBe('');
    expect(readToken({ ...page, location: { ...page.location, hash: '' } }, storage)).toBe('');
  });

  test('is found in what people paste', () => {
    expect(keepToken('  Bearer a.b.c\n', openTab('').storage)).toBe('a.b.c');
  });

  test('says whose it is where it can, and never fails on what is no JWT', () => {
    const claims = Buffer.from(JSON.stringify({ tenant: 'acme', roles: ['reviewer'] })).toString('base64url');
    expect(describeToken(`header.${claims}.signature`)).toBe('acme reviewer');
    expect(describeToken('pk_live_123')).toMatch(/does not say/);
    expect(describeToken('')).toMatch(/^No token/);
  });
});
