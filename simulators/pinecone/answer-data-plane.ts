import type { Answer, Call } from '../harness/call.ts';
import { filterOf, readDelete, readFetch, readQuery, readUpsert } from './data-requests.ts';
import type { StoredVector } from './namespace-records.ts';
import { dataError, PineconeError } from './pinecone-error.ts';
import type { PineconeWorld, SimulatedIndex } from './pinecone-world.ts';

/** What an index's own host answers. A namespace that is not named is the one that everybody shares. */
export function answerDataPlane(world: PineconeWorld, index: SimulatedIndex, path: readonly string[], call: Call): Answer {
  const [area = '', name] = path;
  const route = `${call.method} /${path.join('/')}`;
  switch (route) {
    case 'POST /vectors/upsert':
      return upsert(world, index, call);
    case 'POST /query':
      return query(world, index, call);
    case 'POST /vectors/delete':
      return remove(world, index, call);
    case 'GET /vectors/fetch':
      return fetchVectors(world, index, call);
    case 'POST /describe_index_stats':
      return describeStats(index);
    default:
      if (area === 'namespaces' && name !== undefined && path.length === 2 && call.method === 'DELETE')
        return removeNamespace(index, name);
      throw dataError(404, 5, `${route} is not played.`);
  }
}

/** Of one kind of call, for each namespace (docs.pinecone.io, "Rate limits"). */
function paced(world: PineconeWorld, index: SimulatedIndex, kind: string, namespace: string): void {
  const waitSeconds = world.countCall(`${index.name}/${namespace}/${kind}`);
  if (waitSeconds === null) return;
  const { answer, message } = dataError(429, 8, 'Request rate limit exceeded');
  throw new PineconeError({ ...answer, headers: { 'retry-after': String(waitSeconds) } }, message);
}

function upsert(world: PineconeWorld, index: SimulatedIndex, call: Call): Answer {
  const { namespace, vectors } = readUpsert(call, index.dimension);
  paced(world, index, 'upsert', namespace);
  world.namespaceForWriting(index, namespace).write((records) => {
    for (const vector of vectors) records.set(vector.id, vector);
  }, world.settings.lagMs);
  return { status: 200, body: { upsertedCount: vectors.length } };
}

function query(world: PineconeWorld, index: SimulatedIndex, call: Call): Answer {
  const { namespace = '', topK, vector, filter, includeValues, includeMetadata } = readQuery(call, index.dimension);
  paced(world, index, 'query', namespace);
  const wanted = filterOf(filter ?? {});
  const matches = [...(index.namespaces.get(namespace)?.records.values() ?? [])]
    .filter(wanted)
    .map((record) => ({ record, score: similarity(index.metric, vector, record.values) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, topK)
    .map(({ record, score }) => ({
      id: record.id,
      score,
      values: includeValues ? record.values : [],
      ...(includeMetadata && record.metadata ? { metadata: record.metadata } : {}),
    }));
  return { status: 200, body: { results: [], matches, namespace, usage: { readUnits: 1 } } };
}

function remove(world: PineconeWorld, index: SimulatedIndex, call: Call): Answer {
  const { namespace, matches } = readDelete(call);
  paced(world, index, 'delete', namespace);
  const known = index.namespaces.get(namespace);
  if (!known) throw dataError(404, 5, 'Namespace not found');
  known.write((records) => {
    for (const [id, vector] of records) if (matches(vector)) records.delete(id);
  }, world.settings.lagMs);
  return { status: 200, body: {} };
}

function fetchVectors(world: PineconeWorld, index: SimulatedIndex, call: Call): Answer {
  const { namespace, ids } = readFetch(call);
  paced(world, index, 'fetch', namespace);
  const records = index.namespaces.get(namespace)?.records;
  const found = ids.flatMap((id): [string, StoredVector][] => {
    const record = records?.get(id);
    return record ? [[id, record]] : [];
  });
  return { status: 200, body: { vectors: Object.fromEntries(found), namespace, usage: { readUnits: 1 } } };
}

function describeStats(index: SimulatedIndex): Answer {
  const counted = [...index.namespaces].map(([name, { records }]): [string, { vectorCount: number }] => [
    name,
    { vectorCount: records.size },
  ]);
  const totalVectorCount = counted.reduce((sum, [, { vectorCount }]) => sum + vectorCount, 0);
  return {
    status: 200,
    body: {
      namespaces: Object.fromEntries(counted.filter(([, { vectorCount }]) => vectorCount > 0)),
      indexFullness: 0,
      totalVectorCount,
      dimension: index.dimension,
      metric: index.metric,
      vectorType: 'dense',
    },
  };
}

function removeNamespace(index: SimulatedIndex, name: string): Answer {
  if (!index.namespaces.delete(name)) throw dataError(404, 5, 'Namespace not found');
  return { status: 200, body: {} };
}

function similarity(metric: string, one: readonly number[], other: readonly number[]): number {
  let [dot, ones, others] = [0, 0, 0];
  for (const [at, a] of one.entries()) {
    const b = other[at] ?? 0;
    dot += a * b;
    ones += a * a;
    others += b * b;
  }
  if (metric === 'dotproduct') return dot;
  if (metric === 'euclidean') return ones + others - 2 * dot;
  return ones === 0 || others === 0 ? 0 : dot / Math.sqrt(ones * others);
}
