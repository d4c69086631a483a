// The thread's own file. Node reads it without our loader (types are stripped, nothing is compiled), so it and what it imports use no
// syntax that types alone do not explain.
import { parentPort } from 'node:worker_threads';
import { VectorTable } from './vector-table.ts';
import type { WorkerAnswer, WorkerRequest } from './vector-worker-messages.ts';

const tables = new Map<string, VectorTable>();

parentPort?.on('message', (request: WorkerRequest) => {
  switch (request.kind) {
    case 'put': {
      const table = tables.get(request.space) ?? new VectorTable(request.dimension, request.expectedRows);
      tables.set(request.space, table);
      table.put(request.passageIds, request.documentIds, new Float32Array(request.vectors));
      return;
    }
    case 'retain':
      tables.get(request.space)?.retain(request.passageIds);
      return;
    case 'drop':
      tables.delete(request.space);
      return;
    case 'nearest': {
      const matches = tables.get(request.space)?.nearest(request.question, request.limit) ?? [];
      parentPort?.postMessage({ id: request.id, matches } satisfies WorkerAnswer);
    }
  }
});
