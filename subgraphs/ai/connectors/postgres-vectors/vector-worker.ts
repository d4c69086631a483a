// The thread's own file. Our loader runs it as it runs the process; where there is none, in a test run, Node strips its types by itself:
// so it and what it imports use no syntax that types alone do not explain.
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
