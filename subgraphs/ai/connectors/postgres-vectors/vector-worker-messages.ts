import type { VectorMatch } from '../vector-index.ts';

/** What the thread is told, and what it is asked. It does one after the other. */
export type WorkerRequest =
  | {
      readonly kind: 'put';
      readonly space: string;
      readonly dimension: number;
      readonly expectedRows: number;
      readonly passageIds: readonly string[];
      readonly documentIds: readonly string[];
      /** float32, one vector after the other; its memory goes over to the thread. */
      readonly vectors: ArrayBuffer;
    }
  | { readonly kind: 'retain'; readonly space: string; readonly passageIds: readonly string[] }
  | { readonly kind: 'drop'; readonly space: string }
  | {
      readonly kind: 'nearest';
      readonly id: number;
      readonly space: string;
      readonly question: Float32Array;
      readonly limit: number;
    };

export interface WorkerAnswer {
  readonly id: number;
  readonly matches: readonly VectorMatch[];
}
