import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { SentenceEncoder } from '../subgraphs/ai/connectors/sentence-encoder/sentence-encoder.ts';
import { sentenceText } from '../subgraphs/ai/connectors/sentence-encoder/sentence-text.ts';

const FOLDER = new URL('./results/vectors/', import.meta.url);
const HASH_BYTES = 16;

/**
 * Vectors that an earlier section, or an earlier run, had made: a record is a hash of the model and of what it is given of a text, and the
 * vector. Sections write files of their own, so two at once are in nobody's way; one that is broken is not read.
 */
export class KeptVectors {
  readonly #encoder: Pick<SentenceEncoder, 'model' | 'dimension'>;
  readonly #folder: URL;
  readonly #known = new Map<string, Float32Array>();
  readonly #new: string[] = [];

  constructor(encoder: Pick<SentenceEncoder, 'model' | 'dimension'>, folder: URL = FOLDER) {
    this.#encoder = encoder;
    this.#folder = folder;
    for (const file of this.#files()) this.#read(readFileSync(new URL(file, folder)));
  }

  has(text: string): boolean {
    return this.#known.has(this.#keyOf(text));
  }

  /** Null: the text says nothing. */
  of(text: string): Float32Array | null {
    const vector = this.#known.get(this.#keyOf(text));
    return vector?.some((value) => value !== 0) ? vector : null;
  }

  add(text: string, vector: Float32Array): void {
    const key = this.#keyOf(text);
    if (!this.#known.has(key)) this.#new.push(key);
    this.#known.set(key, vector);
  }

  write(): void {
    if (this.#new.length === 0) return;
    const records = this.#new.map((key) => {
      const { buffer, byteOffset, byteLength } = this.#known.get(key) ?? new Float32Array();
      return Buffer.concat([Buffer.from(key, 'hex'), Buffer.from(buffer, byteOffset, byteLength)]);
    });
    const all = Buffer.concat(records);
    const name = createHash('sha256').update(all).digest('hex').slice(0, 32);
    mkdirSync(this.#folder, { recursive: true });
    const half = new URL(`${name}.${process.pid}.half`, this.#folder);
    writeFileSync(half, all);
    renameSync(half, new URL(`${name}.f32`, this.#folder));
    this.#new.length = 0;
  }

  #files(): string[] {
    try {
      return readdirSync(this.#folder).filter((file) => file.endsWith('.f32'));
    } catch {
      return [];
    }
  }

  #read(file: Buffer): void {
    const record = HASH_BYTES + 4 * this.#encoder.dimension;
    if (record === HASH_BYTES || file.length % record !== 0) return;
    for (let at = 0; at < file.length; at += record) {
      const values = new Uint8Array(file.subarray(at + HASH_BYTES, at + record));
      this.#known.set(file.toString('hex', at, at + HASH_BYTES), new Float32Array(values.buffer));
    }
  }

  #keyOf(text: string): string {
    const { model, dimension } = this.#encoder;
    const hash = createHash('sha256').update(`${model} ${dimension}\n${sentenceText(text)}`);
    return hash.digest('hex').slice(0, 2 * HASH_BYTES);
  }
}
