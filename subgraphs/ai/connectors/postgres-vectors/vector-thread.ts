import { Worker } from 'node:worker_threads';
import { TransientError } from '#kernel/errors/delivery-error.ts';
import type { VectorMatch } from '../vector-index.ts';
import type { WorkerAnswer, WorkerRequest } from './vector-worker-messages.ts';

interface Asked {
  readonly resolve: (matches: VectorMatch[]) => void;
  readonly reject: (error: Error) => void;
}

/** Its vectors stand outside of the heap: with the usual room for short-lived objects an idle thread takes twice the memory (36 MB). */
const LITTLE_GARBAGE = { maxYoungGenerationSizeMb: 2 };

/**
 * The one thread in which vectors are compared: 50,000 of them take tens of milliseconds, in which the process would answer nobody. It
 * starts with the first vectors, keeps no process alive, and starts anew, empty, after it broke (`onLost`).
 */
export class VectorThread {
  readonly #onLost: () => void;
  readonly #asked = new Map<number, Asked>();
  #worker: Worker | null = null;
  #lastId = 0;

  constructor(onLost: () => void) {
    this.#onLost = onLost;
  }

  tell(request: Exclude<WorkerRequest, { kind: 'nearest' }>): void {
    this.#running().postMessage(request, request.kind === 'put' ? [request.vectors] : []);
  }

  nearest(space: string, question: Float32Array, limit: number): Promise<VectorMatch[]> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject });
      this.#running().postMessage({ kind: 'nearest', id, space, question, limit } satisfies WorkerRequest);
    });
  }

  #running(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(new URL('./vector-worker.ts', import.meta.url), {
      name: 'vectors',
      resourceLimits: LITTLE_GARBAGE,
    });
    worker.on('message', ({ id, matches }: WorkerAnswer) => {
      this.#asked.get(id)?.resolve([...matches]);
      this.#asked.delete(id);
    });
    worker.on('error', (error) => this.#lost(worker, error));
    worker.on('exit', () => this.#lost(worker, undefined));
    worker.unref();
    this.#worker = worker;
    return worker;
  }

  #lost(worker: Worker, cause: unknown): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    for (const { reject } of this.#asked.values()) reject(new TransientError('the vectors’ thread ended', { cause }));
    this.#asked.clear();
    this.#onLost();
  }
}
