import type { VectorMatch } from '../vector-index.ts';

/** One space's vectors, row beside row in one array, so that a question reads memory in its order. */
export class VectorTable {
  readonly #dimension: number;
  readonly #rowOf = new Map<string, number>();
  readonly #passages: string[] = [];
  readonly #documents: string[] = [];
  #vectors: Float32Array;

  constructor(dimension: number, expectedRows: number) {
    this.#dimension = dimension;
    this.#vectors = new Float32Array(Math.max(16, expectedRows) * dimension);
  }

  get rows(): number {
    return this.#passages.length;
  }

  get bytes(): number {
    return this.#vectors.byteLength;
  }

  put(passageIds: readonly string[], documentIds: readonly string[], vectors: Float32Array): void {
    const dimension = this.#dimension;
    this.#makeRoom(this.rows + passageIds.length);
    for (const [at, passageId] of passageIds.entries()) {
      const row = this.#rowOf.get(passageId) ?? this.rows;
      this.#rowOf.set(passageId, row);
      this.#passages[row] = passageId;
      this.#documents[row] = documentIds[at] ?? '';
      this.#vectors.set(vectors.subarray(at * dimension, (at + 1) * dimension), row * dimension);
    }
  }

  /** Drops every row that is not named. */
  retain(passageIds: readonly string[]): void {
    const kept = new Set(passageIds);
    for (const passageId of [...this.#rowOf.keys()]) if (!kept.has(passageId)) this.#drop(passageId);
  }

  /** The rows with the largest dot product: both sides have length 1, so it is the cosine. */
  nearest(question: Float32Array, limit: number): VectorMatch[] {
    const best: { row: number; score: number }[] = [];
    let least = Number.NEGATIVE_INFINITY;
    for (let row = 0; row < this.rows; row++) {
      const score = this.#dot(question, row * this.#dimension);
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

  /** Four sums at once: one would have every addition wait for the one before it. */
  #dot(question: Float32Array, start: number): number {
    const vectors = this.#vectors;
    const whole = this.#dimension - (this.#dimension % 4);
    let [a, b, c, d] = [0, 0, 0, 0];
    let at = 0;
    for (; at < whole; at += 4) {
      a += (question[at] as number) * (vectors[start + at] as number);
      b += (question[at + 1] as number) * (vectors[start + at + 1] as number);
      c += (question[at + 2] as number) * (vectors[start + at + 2] as number);
      d += (question[at + 3] as number) * (vectors[start + at + 3] as number);
    }
    for (; at < this.#dimension; at++) a += (question[at] as number) * (vectors[start + at] as number);
    return a + b + c + d;
  }

  #makeRoom(rows: number): void {
    if (rows * this.#dimension <= this.#vectors.length) return;
    const larger = new Float32Array(Math.ceil(rows * 1.25) * this.#dimension);
    larger.set(this.#vectors);
    this.#vectors = larger;
  }

  /** The last row takes the place of the dropped one. */
  #drop(passageId: string): void {
    const row = this.#rowOf.get(passageId);
    if (row === undefined) return;
    const last = this.rows - 1;
    const moved = this.#passages[last] ?? '';
    this.#passages[row] = moved;
    this.#documents[row] = this.#documents[last] ?? '';
    this.#vectors.copyWithin(row * this.#dimension, last * this.#dimension, (last + 1) * this.#dimension);
    this.#rowOf.set(moved, row);
    this.#rowOf.delete(passageId);
    this.#passages.pop();
    this.#documents.pop();
  }
}
