import type { VectorMatch } from '../vector-index.ts';
import { type DotProducts, dotProducts, PAGE_BYTES, ROW_STEP, type VectorMemory, vectorMemory } from './dot-products.ts';

const FLOAT_BYTES = 4;

/**
 * One space's vectors, row beside row, so that a question reads memory in its order: the question first, then the rows, then a score for
 * each. Rows are filled up with zeros to whole steps.
 */
export class VectorTable {
  readonly #dimension: number;
  /** Numbers from one row to the next. */
  readonly #stride: number;
  readonly #memory: VectorMemory;
  readonly #dotProducts: DotProducts;
  readonly #rowOf = new Map<string, number>();
  readonly #passages: string[] = [];
  readonly #documents: string[] = [];
  #capacity: number;

  constructor(dimension: number, expectedRows: number) {
    this.#dimension = dimension;
    this.#stride = Math.ceil(dimension / ROW_STEP) * ROW_STEP;
    // a little more than is there: what is added next should not have everything grow
    this.#capacity = Math.max(16, Math.ceil(expectedRows * 1.05));
    this.#memory = vectorMemory(this.#pagesFor(this.#capacity));
    this.#dotProducts = dotProducts(this.#memory);
  }

  get rows(): number {
    return this.#passages.length;
  }

  put(passageIds: readonly string[], documentIds: readonly string[], vectors: Float32Array): void {
    this.#makeRoom(this.rows + passageIds.length);
    const numbers = this.#numbers;
    for (const [at, passageId] of passageIds.entries()) {
      const row = this.#rowOf.get(passageId) ?? this.rows;
      this.#rowOf.set(passageId, row);
      this.#passages[row] = passageId;
      this.#documents[row] = documentIds[at] ?? '';
      numbers.set(vectors.subarray(at * this.#dimension, (at + 1) * this.#dimension), this.#startOf(row));
    }
  }

  /** Drops every row that is not named. */
  retain(passageIds: readonly string[]): void {
    const kept = new Set(passageIds);
    for (const passageId of [...this.#rowOf.keys()]) if (!kept.has(passageId)) this.#drop(passageId);
  }

  /** The rows with the largest dot product: both sides have length 1, so it is the cosine. */
  nearest(question: Float32Array, limit: number): VectorMatch[] {
    const scores = this.#scores(question);
    const best: { row: number; score: number }[] = [];
    let least = Number.NEGATIVE_INFINITY;
    for (let row = 0; row < scores.length; row++) {
      const score = scores[row] as number;
      if (best.length === limit && score <= least) continue;
      const place = best.findIndex((other) => other.score < score);
      best.splice(place < 0 ? best.length : place, 0, { row, score });
      if (best.length > limit) best.pop();
      least = best[best.length - 1]?.score ?? least;
    }
    return best.map(({ row, score }) => ({
      passageId: this.#passages[row] ?? '',
      documentId: this.#documents[row] ?? '',
      score: Math.max(-1, Math.min(1, score)),
    }));
  }

  #scores(question: Float32Array): Float32Array {
    const { rows } = this;
    if (rows === 0) return new Float32Array(0);
    const rowBytes = this.#stride * FLOAT_BYTES;
    const at = this.#startOf(this.#capacity) * FLOAT_BYTES;
    this.#numbers.set(question, 0);
    this.#dotProducts(0, rowBytes, at, rows, rowBytes);
    return new Float32Array(this.#memory.buffer, at, rows);
  }

  /** Growing gives the memory another buffer: a view is made when it is needed. */
  get #numbers(): Float32Array {
    return new Float32Array(this.#memory.buffer);
  }

  #startOf(row: number): number {
    return (row + 1) * this.#stride;
  }

  #pagesFor(capacity: number): number {
    return Math.ceil(((this.#startOf(capacity) + capacity) * FLOAT_BYTES) / PAGE_BYTES);
  }

  #makeRoom(rows: number): void {
    if (rows <= this.#capacity) return;
    const capacity = Math.ceil(rows * 1.25);
    const missing = this.#pagesFor(capacity) - this.#memory.buffer.byteLength / PAGE_BYTES;
    if (missing > 0) this.#memory.grow(missing);
    this.#capacity = capacity;
  }

  /** The last row takes the place of the dropped one. */
  #drop(passageId: string): void {
    const row = this.#rowOf.get(passageId);
    if (row === undefined) return;
    const last = this.rows - 1;
    const moved = this.#passages[last] ?? '';
    this.#passages[row] = moved;
    this.#documents[row] = this.#documents[last] ?? '';
    this.#numbers.copyWithin(this.#startOf(row), this.#startOf(last), this.#startOf(last + 1));
    this.#rowOf.set(moved, row);
    this.#rowOf.delete(passageId);
    this.#passages.pop();
    this.#documents.pop();
  }
}
