import { LRUCache } from 'lru-cache';

const known = new LRUCache<string, ReadonlySet<string>>({ max: 2_000 });
const keys = new WeakMap<ReadonlySet<string>, string>();

/** One object for each distinct set of scopes, so that decisions about a set can be remembered by the object. Nobody may change it. */
export function scopeSet(scopes: Iterable<string>): ReadonlySet<string> {
  const key = keyOf(scopes);
  let set = known.get(key);
  if (set === undefined) {
    set = new Set(key === '' ? [] : key.split(' '));
    known.set(key, set);
    keys.set(set, key);
  }
  return set;
}

/** The same text for the same scopes, whatever their order. */
export function scopeKey(scopes: ReadonlySet<string>): string {
  let key = keys.get(scopes);
  if (key === undefined) {
    key = keyOf(scopes);
    keys.set(scopes, key);
  }
  return key;
}

const keyOf = (scopes: Iterable<string>): string => [...new Set(scopes)].sort().join(' ');
