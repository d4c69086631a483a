import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** Two kilobytes each. */
const MOST = 1_000;
const KEPT_MS = 600_000;

/** What the same words meant a moment ago: a third of what is asked was asked before. The words themselves are not kept. */
export class RecentVectors {
  readonly #vectors = new LRUCache<string, Float32Array>({ max: MOST, ttl: KEPT_MS });

  /** A copy of each; null unless all are known. */
  find(texts: readonly string[]): Float32Array[] | null {
    const found = texts.flatMap((text) => this.#vectors.get(nameOf(text))?.slice() ?? []);
    return found.length === texts.length ? found : null;
  }

  keep(texts: readonly string[], vectors: readonly Float32Array[]): void {
    for (const [at, vector] of vectors.entries()) this.#vectors.set(nameOf(texts[at] ?? ''), vector.slice());
  }
}

const nameOf = (text: string): string => createHash('sha256').update(text).digest('base64');
