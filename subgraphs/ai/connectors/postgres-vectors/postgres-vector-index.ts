import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { unitVector, type VectorIndex, type VectorItem, type VectorSpace } from '../vector-index.ts';
import { LoadedSpaces } from './loaded-spaces.ts';
import { copied } from './read-vectors.ts';
import { VectorThread } from './vector-thread.ts';

/** What one statement carries: bytes of vectors. */
const STATEMENT_BYTES = 4_000_000;

/**
 * Vectors in the tenant's own schema, compared exactly in a thread of this process: PostgreSQL has no vector type here (docs/adr/0009).
 * Good to about 50,000 passages a tenant (bench `vectors`). Isolation means nothing to it: a tenant's schema is its own already.
 */
export function postgresVectorIndex(options: { readonly memoryBytes?: number } = {}): VectorIndex {
  const thread = new VectorThread(() => spaces.clear());
  const spaces = new LoadedSpaces(thread, options.memoryBytes);
  return {
    name: 'postgres',
    upsert: async (ctx, space, items, signal) => {
      const size = Math.max(1, Math.floor(STATEMENT_BYTES / (space.dimension * Float32Array.BYTES_PER_ELEMENT)));
      for (let at = 0; at < items.length; at += size) {
        signal.throwIfAborted();
        await write(ctx, space, items.slice(at, at + size));
      }
    },
    query: async (ctx, space, vector, limit, signal) => {
      signal.throwIfAborted();
      const question = unitVector(space, vector);
      const key = await spaces.bring(ctx, space);
      signal.throwIfAborted();
      return thread.nearest(key, question, limit);
    },
    read: async (ctx, space, passageIds, signal) => {
      signal.throwIfAborted();
      const rows = await ctx.em.execute<{ id: string; vector: Buffer }[]>(
        `select passage_id as id, vector from "${schemaOf(ctx.tenant)}".knowledge_vector
         where generation = ? and passage_id = any (?::uuid[])`,
        [space.generation, idList(passageIds)],
      );
      return new Map(rows.map(({ id, vector }) => [id, new Float32Array(copied(vector))]));
    },
    deletePassages: async (ctx, space, passageIds, signal) => {
      signal.throwIfAborted();
      const schema = schemaOf(ctx.tenant);
      await ctx.em.execute(
        `with moved as (update "${schema}".vector_space set version = version + 1 where generation = ?)
         delete from "${schema}".knowledge_vector where generation = ? and passage_id = any (?::uuid[])`,
        [space.generation, space.generation, idList(passageIds)],
      );
    },
    count: async (ctx, space, signal) => {
      signal.throwIfAborted();
      const [row] = await ctx.em.execute<{ count: number }[]>(
        `select count(*)::int as count from "${schemaOf(ctx.tenant)}".knowledge_vector where generation = ?`,
        [space.generation],
      );
      return row?.count ?? 0;
    },
    erase: async (ctx, space, signal) => {
      signal.throwIfAborted();
      spaces.forget(ctx, space);
      const schema = schemaOf(ctx.tenant);
      await ctx.em.execute(
        `with moved as (update "${schema}".vector_space set version = version + 1 where generation = ?)
         delete from "${schema}".knowledge_vector where generation = ?`,
        [space.generation, space.generation],
      );
    },
  };
}

const idList = (ids: readonly string[]): string => `{${ids.join(',')}}`;

/** The vectors travel as one value: the space's version rises with them, in the order of the commits. */
async function write(ctx: Ctx, space: VectorSpace, items: readonly VectorItem[]): Promise<void> {
  const schema = schemaOf(ctx.tenant);
  const bytes = space.dimension * Float32Array.BYTES_PER_ELEMENT;
  const vectors = new Float32Array(items.length * space.dimension);
  for (const [at, { vector }] of items.entries()) vectors.set(unitVector(space, vector), at * space.dimension);
  await ctx.em.execute(
    `with moved as (update "${schema}".vector_space set version = version + 1 where generation = ? returning version)
     insert into "${schema}".knowledge_vector as v (generation, passage_id, document_id, version, vector)
     select ?, i.passage_id, i.document_id, m.version, substring(b.vectors from ((i.n - 1) * ${bytes} + 1)::int for ${bytes})
     from (select ?::bytea as vectors) b, moved m,
          unnest(?::uuid[], ?::uuid[]) with ordinality as i (passage_id, document_id, n)
     on conflict (generation, passage_id) do update
       set document_id = excluded.document_id, version = excluded.version, vector = excluded.vector`,
    [
      space.generation,
      space.generation,
      Buffer.from(vectors.buffer),
      idList(items.map((item) => item.passageId)),
      idList(items.map((item) => item.documentId)),
    ],
  );
}
