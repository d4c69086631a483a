export type Metadata = Record<string, string | number | boolean | string[]>;

export interface StoredVector {
  readonly id: string;
  readonly values: readonly number[];
  readonly metadata?: Metadata | undefined;
}

type Write = (records: Map<string, StoredVector>) => void;

/** One namespace. Writes wait in their order until they are old enough to be seen. */
export class NamespaceRecords {
  readonly #seen = new Map<string, StoredVector>();
  #waiting: { readonly visibleAt: number; readonly write: Write }[] = [];

  write(write: Write, lagMs: number): void {
    this.#waiting.push({ visibleAt: Date.now() + lagMs, write });
  }

  /** As a reader sees it now. */
  get records(): ReadonlyMap<string, StoredVector> {
    const now = Date.now();
    while (this.#waiting[0] && this.#waiting[0].visibleAt <= now) this.#waiting.shift()?.write(this.#seen);
    return this.#seen;
  }

  /** As every reader will see it. */
  get settled(): ReadonlyMap<string, StoredVector> {
    const settled = new Map(this.records);
    for (const { write } of this.#waiting) write(settled);
    return settled;
  }
}
