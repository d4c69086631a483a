import type { Random } from '../harness/seeded-random.ts';
import { NamespaceRecords } from './namespace-records.ts';
import { controlError } from './pinecone-error.ts';
import { type PineconeSettings, pineconeDefaults } from './pinecone-settings.ts';

export interface SimulatedIndex {
  readonly name: string;
  /** The last part of its host. */
  readonly hostId: string;
  readonly dimension: number;
  readonly metric: string;
  readonly field: string;
  readonly deployment: unknown;
  readonly deletionProtection: string;
  readonly readyAt: number;
  readonly namespaces: Map<string, NamespaceRecords>;
}

/** One project: every key that is good opens the same indexes. */
export class PineconeWorld {
  settings: PineconeSettings = { ...pineconeDefaults };
  readonly #random: Random;
  readonly #indexes = new Map<string, SimulatedIndex>();
  readonly #calls = new Map<string, number[]>();

  constructor(random: Random) {
    this.#random = random;
  }

  get indexes(): readonly SimulatedIndex[] {
    return [...this.#indexes.values()];
  }

  find(name: string): SimulatedIndex | undefined {
    return this.#indexes.get(name);
  }

  byHost(hostId: string): SimulatedIndex | undefined {
    return this.indexes.find((index) => index.hostId === hostId);
  }

  create(given: Omit<SimulatedIndex, 'hostId' | 'readyAt' | 'namespaces'>): SimulatedIndex {
    if (this.#indexes.has(given.name)) throw controlError(409, 'ALREADY_EXISTS', 'Resource already exists.');
    if (this.#indexes.size >= this.settings.maxIndexes) {
      const { maxIndexes } = this.settings;
      throw controlError(
        403,
        'QUOTA_EXCEEDED',
        `The index exceeds the project quota of ${maxIndexes} serverless indexes by ${this.#indexes.size + 1 - maxIndexes}.`,
      );
    }
    const index = {
      ...given,
      hostId: `${given.name}-${this.#random.base62(7).toLowerCase()}`,
      readyAt: Date.now() + this.settings.readyAfterMs,
      namespaces: new Map<string, NamespaceRecords>(),
    };
    this.#indexes.set(index.name, index);
    return index;
  }

  delete(index: SimulatedIndex): void {
    this.#indexes.delete(index.name);
  }

  clear(): void {
    this.#indexes.clear();
    this.#calls.clear();
  }

  /** A namespace comes to be with its first record. */
  namespaceForWriting(index: SimulatedIndex, name: string): NamespaceRecords {
    const known = index.namespaces.get(name);
    if (known) return known;
    const { maxNamespaces } = this.settings;
    if (index.namespaces.size >= maxNamespaces) {
      throw controlError(403, 'QUOTA_EXCEEDED', `The index exceeds the quota of ${maxNamespaces} namespaces by 1.`);
    }
    const made = new NamespaceRecords();
    index.namespaces.set(name, made);
    return made;
  }

  /** Seconds to wait, or null where there is room. */
  countCall(key: string): number | null {
    const now = Date.now();
    const recent = (this.#calls.get(key) ?? []).filter((at) => at > now - 1_000);
    this.#calls.set(key, recent);
    if (recent.length >= this.settings.requestsPerSecond) return 1;
    recent.push(now);
    return null;
  }
}
