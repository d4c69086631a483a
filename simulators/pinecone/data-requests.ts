import { z } from 'zod';
import type { Call } from '../harness/call.ts';
import type { Metadata, StoredVector } from './namespace-records.ts';
import { invalidArgument } from './pinecone-error.ts';

// docs.pinecone.io, "Object limits" and "Limits": one request's and one record's
const MAX_RECORDS = 1_000;
const MAX_REQUEST_BYTES = 2 * 1024 * 1024;
const MAX_METADATA_BYTES = 40 * 1024;
const MAX_TOP_K = 10_000;

const id = z.string().min(1).max(512);
const values = z.array(z.number());
const namespace = z.string().max(512).optional();
const metadata = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])).optional();
const filter = z.record(z.string(), z.unknown());

const upsertSchema = z.strictObject({ vectors: z.array(z.strictObject({ id, values, metadata })).min(1), namespace });
const querySchema = z.strictObject({
  namespace,
  topK: z.int().min(1).max(MAX_TOP_K),
  vector: values,
  filter: filter.optional(),
  includeValues: z.boolean().optional(),
  includeMetadata: z.boolean().optional(),
});
const deleteSchema = z.strictObject({
  namespace,
  ids: z.array(id).optional(),
  deleteAll: z.boolean().optional(),
  filter: filter.optional(),
});

function parse<Schema extends z.ZodType>(schema: Schema, call: Call): z.output<Schema> {
  if (call.body.kind !== 'json') throw invalidArgument('The request body is not valid JSON.');
  const parsed = schema.safeParse(call.body.value);
  if (!parsed.success) throw invalidArgument(z.prettifyError(parsed.error));
  return parsed.data;
}

export function readUpsert(call: Call, dimension: number): { namespace: string; vectors: StoredVector[] } {
  const bytes = Buffer.byteLength(call.text);
  if (bytes > MAX_REQUEST_BYTES)
    throw invalidArgument(`Request size ${bytes} bytes exceeds the maximum supported size of ${MAX_REQUEST_BYTES} bytes`);
  const { vectors, namespace: name = '' } = parse(upsertSchema, call);
  if (vectors.length > MAX_RECORDS)
    throw invalidArgument(`Request has ${vectors.length} vectors, more than the limit of ${MAX_RECORDS}`);
  for (const vector of vectors) {
    checkDimension(vector.values, dimension);
    if (vector.values.every((value) => value === 0))
      throw invalidArgument('Dense vectors must contain at least one non-zero value.');
    const size = Buffer.byteLength(JSON.stringify(vector.metadata ?? {}));
    if (size > MAX_METADATA_BYTES)
      throw invalidArgument(`Metadata size is ${size} bytes, which exceeds the limit of ${MAX_METADATA_BYTES} bytes per vector`);
  }
  return { namespace: name, vectors };
}

export function readQuery(call: Call, dimension: number) {
  const query = parse(querySchema, call);
  checkDimension(query.vector, dimension);
  return query;
}

/** One of ids, filter and deleteAll. */
export function readDelete(call: Call): { namespace: string; matches: (vector: StoredVector) => boolean } {
  const { namespace: name = '', ids, deleteAll = false, filter: by } = parse(deleteSchema, call);
  if (Number(ids !== undefined) + Number(deleteAll) + Number(by !== undefined) !== 1)
    throw invalidArgument('Give exactly one of ids, filter and deleteAll.');
  if (ids && ids.length > MAX_RECORDS)
    throw invalidArgument(`Request has ${ids.length} ids, more than the limit of ${MAX_RECORDS}`);
  if (by) return { namespace: name, matches: filterOf(by) };
  const named = ids && new Set(ids);
  return { namespace: name, matches: (vector) => named?.has(vector.id) ?? true };
}

export function readFetch(call: Call): { namespace: string; ids: string[] } {
  const ids = call.query.getAll('ids');
  if (ids.length === 0 || ids.length > MAX_RECORDS) throw invalidArgument(`Give 1 to ${MAX_RECORDS} ids.`);
  return { namespace: call.query.get('namespace') ?? '', ids };
}

/** Equality and lists of values: what an index by document needs. Any other operator is refused and not guessed at. */
export function filterOf(filters: Record<string, unknown>): (vector: StoredVector) => boolean {
  const tests = Object.entries(filters).map(([field, wanted]) => {
    const test = z
      .union([
        z.union([z.string(), z.number(), z.boolean()]).transform((value) => [value]),
        z.strictObject({ $eq: z.union([z.string(), z.number(), z.boolean()]) }).transform(({ $eq }) => [$eq]),
        z.strictObject({ $in: z.array(z.union([z.string(), z.number(), z.boolean()])) }).transform(({ $in }) => $in),
      ])
      .safeParse(wanted);
    if (!test.success) throw invalidArgument(`This stand-in does not play the filter on ${field}.`);
    return (metadata: Metadata) => test.data.some((value) => metadata[field] === value);
  });
  return ({ metadata = {} }) => tests.every((test) => test(metadata));
}

function checkDimension(given: readonly number[], dimension: number): void {
  if (given.length !== dimension)
    throw invalidArgument(`Vector dimension ${given.length} does not match the dimension of the index ${dimension}`);
}
