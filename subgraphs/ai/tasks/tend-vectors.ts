import type { Task } from '#kernel/runtime/define-subgraph.ts';
import { tendVectors } from '../vectors/tend-vectors.ts';
import type { Vectors } from '../vectors/vectors.ts';

const LONGEST_MS = 60_000;

export const tendVectorsTask = (vectors: Vectors): Task => ({
  name: 'ai.tend-vectors',
  everyMs: 10_000,
  run: (ctx) => tendVectors(ctx, vectors, AbortSignal.timeout(LONGEST_MS)),
});
