import { ADDRESS } from '../pipeline/messages.ts';

interface Entry {
  readonly at: string;
  readonly path: string;
  readonly request: unknown;
  readonly status: number | null;
  readonly tookMs: number | null;
}

export interface ModelCalls {
  /** What the models took for each person's message: one call waits for the other, so it is their sum. */
  readonly msOf: ReadonlyMap<string, number>;
  readonly count: number;
  /** The most calls that were under way together. */
  readonly mostAtOnce: number;
}

/** As the vendor's stand-in saw it: what we do around a call counts as ours. */
export async function readModelCalls(simulatorsUrl: string): Promise<ModelCalls> {
  const response = await fetch(`${simulatorsUrl}/openai/_journal`);
  const msOf = new Map<string, number>();
  const edges: [atMs: number, change: 1 | -1][] = [];
  for (const { at, path, request, status, tookMs } of (await response.json()) as Entry[]) {
    if (!path.endsWith('/chat/completions')) continue;
    if (status !== 200) throw new Error(`a model's call was answered ${status}`);
    const psid = ADDRESS.exec(JSON.stringify(request))?.[1];
    if (psid !== undefined) msOf.set(psid, (msOf.get(psid) ?? 0) + (tookMs ?? 0));
    edges.push([Date.parse(at), 1], [Date.parse(at) + (tookMs ?? 0), -1]);
  }
  let [under, mostAtOnce] = [0, 0];
  for (const [, change] of edges.sort(([a, isEnd], [b, other]) => a - b || isEnd - other)) {
    under += change;
    mostAtOnce = Math.max(mostAtOnce, under);
  }
  return { msOf, count: edges.length / 2, mostAtOnce };
}

/** `p50Ms` for what writes, a third of it for vectors; a twentieth of the calls take a fifth longer or more. */
export async function setModelLatencies(simulatorsUrl: string, p50Ms: number): Promise<void> {
  const latency = (path: string, ms: number, seed: number) => ({ match: { path }, p50Ms: ms, p95Ms: ms * 1.2, seed });
  const response = await fetch(`${simulatorsUrl}/openai/_latencies`, {
    method: 'PUT',
    body: JSON.stringify([latency('/chat/completions', p50Ms, 1), latency('/embeddings', p50Ms / 3, 2)]),
  });
  if (!response.ok) throw new Error(await response.text());
}
